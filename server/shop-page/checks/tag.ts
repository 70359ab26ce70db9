import type { FoundTag } from '../find-tags.ts';
import { note, ok, type PageFinding, problem } from '../finding.ts';
import type { Place } from '../read-page.ts';
import { sleepSign } from '../sleep-signs.ts';

const line = ({ script }: FoundTag) => `line ${script.line}`;

/** Whether a browser runs our tag, once. @param tags at least one, all of them ours. */
export function checkTag(tags: readonly [FoundTag, ...FoundTag[]], page: URL): PageFinding[] {
  const running = tags.filter(({ isRunning }) => isRunning);
  const [first, second] = running;
  if (!first) return [notRunning(tags)];
  if (second) return [tooMany(running)];
  return [insecure(first, page) ?? ok('tag', `It is there once, in ${line(first)}.`), ...attributes(first)];
}

function notRunning(tags: readonly [FoundTag, ...FoundTag[]]): PageFinding {
  const asleep = tags.find(({ script }) => script.place === 'page');
  if (asleep) return putToSleep(asleep);
  const [{ script }] = tags;
  return problem(
    'tag-inactive',
    `The tag is there, but it does not run: it stands ${wherein[script.place]} (line ${script.line}).`,
    cures[script.place],
    { facts: { place: script.place, line: script.line } },
  );
}

const wherein: Record<Place, string> = {
  page: 'in the page',
  comment: 'inside a comment',
  noscript: 'inside <noscript>, for browsers without scripts alone',
  template: 'inside <template>, which browsers do not run',
  text: 'in the text of the page, to be read: its brackets were escaped',
};

const cures: Record<Place, string> = {
  page: 'Take out what disables it.',
  comment: 'Take the comment marks away from around it.',
  noscript: 'Move it out of <noscript>, before </head>.',
  template: 'Move it out of <template>, before </head>.',
  text: 'Put it in where code goes (the theme, or a field for HTML), not into a field for text.',
};

function putToSleep(tag: FoundTag): PageFinding {
  const { who, when, cure } = sleepSign(tag.script);
  return problem('tag-asleep', `The tag in ${line(tag)} is put to sleep by ${who}. ${when}.`, cure, {
    facts: { by: who, line: tag.script.line },
  });
}

function tooMany(tags: readonly FoundTag[]): PageFinding {
  const keys = new Set(tags.flatMap(({ storeKey }) => storeKey ?? []));
  const lines = `lines ${tags.map(({ script }) => script.line).join(', ')}`;
  if (keys.size > 1)
    return problem(
      'tag-two-stores',
      `Tags of ${keys.size} stores are here: ${[...keys].join(', ')} (${lines}). The first that loads wins.`,
      'Leave the tag of this shop, and take the others out.',
    );
  const forms = new Set(tags.map(({ form }) => form));
  const both = forms.size > 1 ? ': an app or plugin brings it, and the theme has it too' : '';
  return problem(
    'tag-twice',
    `The tag is here ${tags.length} times${both} (${lines}). Visitors load it for nothing.`,
    forms.size > 1 ? 'Take it out of the theme, or switch the app or plugin off.' : 'Leave one.',
  );
}

/** Browsers take a loopback address for safe. */
function insecure({ address }: FoundTag, page: URL): PageFinding | undefined {
  const isLocal = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(address.hostname);
  if (page.protocol !== 'https:' || address.protocol !== 'http:' || isLocal) return undefined;
  return problem(
    'tag-insecure',
    'The page is https and the tag’s address http: browsers block it.',
    'Write https:// in the tag, and put a certificate before our server if it has none.',
  );
}

function attributes({ script, form }: FoundTag): PageFinding[] {
  const { attributes: given } = script;
  const missing = [
    ...('async' in given || 'defer' in given || given.type === 'module' ? [] : ['async (the page waits for it)']),
    // A file of the shop's own needs none.
    ...('crossorigin' in given || form === 'shop-file' ? [] : ['crossorigin="anonymous" (errors stay without names)']),
  ];
  if (missing.length === 0) return [];
  return [
    note(
      'tag-attributes',
      `The tag has no ${missing.join(', no ')}.`,
      'Write it as `storefront-chat snippet` prints it.',
    ),
  ];
}
