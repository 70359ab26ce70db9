import type { PageScript } from './read-page.ts';

export interface SleepSign {
  /** Who keeps the script from running. */
  who: string;
  /** When it runs all the same: a whole clause. */
  when: string;
  /** How to let it run. */
  cure: string;
}

const atTouch = 'It runs only once somebody touches the page or types, so the launcher comes late';
const atConsent = 'It runs only once a visitor agrees, and not at all for those who do not';
const necessary =
  'Take it out of what needs consent, or into the category "necessary": before a press chat stores nothing, and what it tracks waits for consent by itself.';

/** What each leaves on the scripts that it disables: `type=` and `class=` with their values, other names alone. */
const signs: [pattern: RegExp, sign: SleepSign][] = [
  [
    /type=rocketlazyloadscript|data-rocket-(src|type)|data-rocketlazyloadscript/,
    sign('WP Rocket', atTouch, 'Add it in WP Rocket to "Delay JavaScript execution: excluded JavaScript files".'),
  ],
  [
    /type=(text\/rocketscript|[0-9a-f]{20,}-)|data-rocketsrc/,
    sign(
      'Cloudflare Rocket Loader',
      'It runs only when the whole page has loaded, so the launcher comes late',
      'Write data-cfasync="false" on the tag, before src.',
    ),
  ],
  [
    /type=litespeed\/|data-litespeed/,
    sign(
      'LiteSpeed Cache',
      atTouch,
      'Write data-no-optimize="1" on the tag, or add it to "JS Deferred / Delayed Excludes".',
    ),
  ],
  [
    /type=pmdelayedscript|data-pmdelayedscript|data-perfmatters/,
    sign('Perfmatters', atTouch, 'Add it in Perfmatters to "Delay JavaScript: excluded from delay".'),
  ],
  [
    /type=javascript\/blocked|data-wpmeteor/,
    sign('WP Meteor', atTouch, 'Write data-wpmeteor-nooptimize="true" on the tag.'),
  ],
  [/type=wphb-delay/, sign('Hummingbird', atTouch, 'Add it in Hummingbird to the exclusions of "Delay JavaScript".')],
  [/type=nitropack|nitro-(delay|src)/, sign('NitroPack', atTouch, 'Write nitro-exclude on the tag.')],
  [/data-type=lazy/, sign('Flying Scripts', atTouch, 'Take its keyword out of the list of Flying Scripts.')],
  [
    /type=text\/psajs|pagespeed[-_]orig/,
    sign(
      'the PageSpeed module',
      'It runs only when the whole page has loaded, so the launcher comes late',
      'Write data-pagespeed-no-defer on the tag.',
    ),
  ],
  [
    /type=text\/partytown/,
    sign('Partytown', 'It runs in a worker, where there is no page, so nothing comes', 'Take the type off the tag.'),
  ],
  [/data-cookieconsent/, consent('Cookiebot')],
  [/data-cookieyes/, consent('CookieYes')],
  [/cmplz/, consent('Complianz')],
  [/optanon-category/, consent('OneTrust')],
  [/_iub_cs|data-iub/, consent('iubenda')],
  [/data-usercentrics|data-uc-src/, consent('Usercentrics')],
  [/borlabs/, consent('Borlabs Cookie')],
  [/consent-(original-src|required)/, consent('Real Cookie Banner')],
  [/data-cmp-(src|vendor|purpose)|cmplazyload/, consent('consentmanager')],
  [/data-cookiefirst/, consent('CookieFirst')],
  [/type=didomi\//, consent('Didomi')],
  [/data-categories/, consent('Termly')],
  [/type=text\/(cookieconsent|plain)/, consent('a consent manager')],
];

/** By whom a script that is there was kept from running, as far as its attributes tell. */
export function sleepSign({ attributes }: PageScript): SleepSign {
  const valued = ['type', 'class', 'data-type'];
  const traits = Object.entries(attributes).map(([name, value]) => (valued.includes(name) ? `${name}=${value}` : name));
  const found = signs.find(([pattern]) => pattern.test(traits.join(' ').toLowerCase()));
  return found?.[1] ?? unknown;
}

const unknown = sign(
  'something on the way to the browser',
  'Its address or its type was changed, so browsers do not run it',
  'Find the plugin or service that changes scripts (delay, lazy, combine, consent), and exclude the tag there.',
);

function sign(who: string, when: string, cure: string): SleepSign {
  return { who, when, cure };
}

function consent(who: string): SleepSign {
  return sign(who, atConsent, necessary);
}
