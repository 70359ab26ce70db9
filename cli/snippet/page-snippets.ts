import { contactLink, htmlTag, loaderUrl } from './html-tag.ts';
import type { ShopFacts, Snippet } from './snippet.ts';

/** Any page of HTML that one can edit. */
export function htmlSnippet(facts: ShopFacts): Snippet {
  return {
    platform: 'html',
    steps: [
      {
        text: 'Paste this before </body>, once, on every page that is to have chat:',
        code: `${htmlTag(facts)}\n${contactLink(facts)}`,
      },
    ],
    nonce: 'on the tag, as nonce="{nonce}"',
    notes: [],
    remove: 'Take both lines out again.',
    files: [],
  };
}

/**
 * A tag manager copies script tags and drops attributes that it does not know, so a line of script makes the tag. It
 * is in the JavaScript of 2009, for the tag manager's own check knows no newer one.
 */
export function tagManagerSnippet(facts: ShopFacts): Snippet {
  const proof = facts.proof === undefined ? [] : [`  tag.setAttribute('data-proof', ${scriptText(facts.proof)});`];
  const code = [
    '<script>',
    '(function () {',
    "  var tag = document.createElement('script');",
    '  tag.async = true;',
    "  tag.crossOrigin = 'anonymous';",
    `  tag.src = ${scriptText(loaderUrl(facts))};`,
    ...proof,
    '  document.head.appendChild(tag);',
    '})();',
    '</script>',
  ];
  return {
    platform: 'gtm',
    steps: [
      {
        text: 'In Google Tag Manager make a new tag of the kind Custom HTML, without "Support document.write", and paste:',
        code: code.join('\n'),
      },
      { text: 'Give it the trigger Initialization - All Pages, try it in Preview, and publish the container.' },
    ],
    nonce: "on the tag manager's own snippet, which hands it on",
    notes: [
      'Better put the tag into the shop itself (--platform html): a tag manager comes late, and a shopper whose blocker keeps it away has no chat at all, not even a contact form.',
      "If consent settings of the tag hold it back, nobody can ask anything before they have answered the banner. Chat needs no leave before a press; for everything else the widget asks the shop's banner by itself.",
      'A browser without scripts runs no tag manager either: put the link to the contact page into the shop by hand.',
    ],
    remove: 'Pause or delete the tag, and publish the container.',
    files: [],
  };
}

/** Safe inside a script element too. */
function scriptText(text: string): string {
  return JSON.stringify(text).replaceAll('<', '\\u003c');
}
