import { type Finding, finding, type SelfTestPage } from './finding.ts';

/** What plugins that optimise pages leave on the scripts that they hold back. */
const optimisers = /rocket|litespeed|nitro|cfasync|pagespeed|perfmatters|flying-?press|wpmeteor/i;

/** Whether tag or settings are there as we print them, and what else on the page may be in their way. */
export function checkTag({ settings }: SelfTestPage): Finding[] {
  const { server, storeKey } = settings;
  const ours = findTags(storeKey);
  const others = [...document.scripts].filter(({ src }) => src.startsWith(`${server}/w/`) && !isOf(src, storeKey));
  return [howOften(ours, others, findBlocks()), ...howLoaded(ours[0]), ...optimiser(), ...secondChatwoot()];
}

/** The tags of this store; none where our loader is part of another file. */
export function findTags(storeKey: string): HTMLScriptElement[] {
  return [...document.scripts].filter(({ src }) => isOf(src, storeKey));
}

/** Settings in the page, for a loader that is a file of the shop's own. */
export function findBlocks(): HTMLScriptElement[] {
  return [...document.scripts].filter(({ dataset }) => dataset.storefrontChat === 'settings');
}

const isOf = (src: string, storeKey: string) => src.includes(`/w/${storeKey}.js`);

function howOften(ours: HTMLScriptElement[], others: HTMLScriptElement[], blocks: HTMLScriptElement[]): Finding {
  if (others.length) {
    const names = others.map(({ src }) => src).join(', ');
    return finding('Tag', 'bad', `another store’s is here too: ${names}`, 'Leave one: the first on the page wins.');
  }
  if (ours.length && blocks.length) return finding('Tag', 'note', 'found, and a shop file too', 'One is enough.');
  if (blocks.length) return finding('Tag', 'good', 'none: the loader is a file of the shop');
  if (ours.length === 1) return finding('Tag', 'good', 'found once');
  if (ours.length) return finding('Tag', 'note', `found ${ours.length} times`, 'One is enough; the others do nothing.');
  return finding('Tag', 'note', 'none: the loader is part of another file', 'data-* attributes have no effect here.');
}

function howLoaded(tag: HTMLScriptElement | undefined): Finding[] {
  if (!tag) return [];
  const isWaitedFor = !tag.async && !tag.defer && tag.type !== 'module';
  if (isWaitedFor) return [finding('How it loads', 'note', 'the page waits for it', 'Write `async` on the tag.')];
  const value = `beside the page${tag.nonce ? ', with a nonce' : ''}`;
  if (tag.hasAttribute('crossorigin')) return [finding('How it loads', 'good', value)];
  const advice = 'Write `crossorigin="anonymous"` on the tag, so that error reports of the shop can name its errors.';
  return [finding('How it loads', 'note', value, advice)];
}

function optimiser(): Finding[] {
  for (const { type, attributes } of document.scripts) {
    const sign = optimisers.exec([type, ...[...attributes].map(({ name }) => name)].join(' '))?.[0];
    const advice = 'If the launcher comes late, take our tag out of what the plugin delays or combines.';
    if (sign) return [finding('Optimiser', 'note', `a plugin changes the scripts of this page (${sign})`, advice)];
  }
  return [];
}

/** Chatwoot's own snippet asks for its script by this address; we add the day to it. */
function secondChatwoot(): Finding[] {
  if (!document.querySelector('script[src$="/packs/js/sdk.js"]')) return [];
  const advice = 'Take it out of the theme: a page has room for one, and ours stays away from it.';
  return [finding('Second Chatwoot', 'bad', 'Chatwoot’s own snippet is on this page, too', advice)];
}
