import type { Ask } from './ask.ts';
import { checkSettingsBlock } from './checks/settings-block.ts';
import { checkTag } from './checks/tag.ts';
import type { Standing } from './examination.ts';
import { findInScripts, type InScript } from './find-in-scripts.ts';
import { type FoundTag, findBlocks, findTags } from './find-tags.ts';
import { note, type PageFinding, problem } from './finding.ts';
import { judgeLoader, type LoaderVerdict } from './loader-code.ts';
import type { PageContent } from './read-page.ts';

export interface StandingReading {
  findings: PageFinding[];
  standing: Standing | null;
  /** What the tag's address gave; null where it names no server. */
  loader: LoaderVerdict | null;
}

type JudgedTag = FoundTag & { loader: LoaderVerdict };

/** Whether chat is on the page, and whose: by the tag, by the shop's own copy, or inside another script. */
export async function findStanding(ask: Ask, content: PageContent, page: URL): Promise<StandingReading> {
  const [first, ...others] = await ourTags(ask, findTags(content.scripts, page), page);
  if (!first) return await withoutTag(ask, content, page);
  const tags = [first, ...others] as const;
  const main = tags.find(({ isRunning }) => isRunning) ?? tags.find(({ script }) => script.place === 'page') ?? first;
  const findings = checkTag(tags, page);
  return main.form === 'tag' ? ofTag(main, findings) : ofShopFile(main, content, findings);
}

/** Any shop may have a script at `/w/….js`: what its own server gives there is ours, or none of our business. */
async function ourTags(ask: Ask, tags: readonly FoundTag[], page: URL): Promise<JudgedTag[]> {
  const addresses = [...new Set(tags.map(({ address }) => address.href))].slice(0, 5);
  const asked = await Promise.all(
    addresses.map(async (href) => [href, judgeLoader(await ask(new URL(href)))] as const),
  );
  const verdicts = new Map(asked);
  return tags.flatMap((tag) => {
    const loader = verdicts.get(tag.address.href);
    const isTheirs = loader?.verdict === 'foreign' && loader.status === 200 && tag.address.origin === page.origin;
    return loader && !isTheirs ? [{ ...tag, loader }] : [];
  });
}

function ofTag({ server, storeKey, script, address, loader }: JudgedTag, findings: PageFinding[]): StandingReading {
  if (!server || !storeKey) return { findings, standing: null, loader };
  const standing = { server, storeKey, carrier: script, loader: { script, address }, assets: null };
  return { findings, standing, loader };
}

function ofShopFile(tag: JudgedTag, content: PageContent, findings: PageFinding[]): StandingReading {
  const { script, address, loader } = tag;
  const reading = checkSettingsBlock(content, tag);
  const all = [...findings, ...gone(loader), ...reading.findings];
  if (!reading.settings) return { findings: all, standing: null, loader: null };
  const { server, storeKey, assets } = reading.settings;
  const standing = { server, storeKey, carrier: reading.block, loader: { script, address }, assets };
  return { findings: all, standing, loader: null };
}

function gone(loader: LoaderVerdict): PageFinding[] {
  if (loader.verdict === 'ours') return [];
  const why =
    loader.verdict === 'silent'
      ? loader.reason
      : 'status' in loader
        ? `it answers ${loader.status}`
        : 'it is another file';
  const cure = 'Install the app or plugin again, and empty the page cache.';
  return [problem('loader-gone', `The shop's own loader does not come: ${why}.`, cure)];
}

async function withoutTag(ask: Ask, content: PageContent, page: URL): Promise<StandingReading> {
  const found = await findInScripts(ask, content, page);
  if (!found) return { findings: [missing(content)], standing: null, loader: null };
  const hasBlock = findBlocks(content.scripts, 'settings').length > 0;
  const reading = hasBlock ? checkSettingsBlock(content, null) : undefined;
  const store = reading?.settings ?? found.store;
  const standing = store && {
    server: store.server,
    storeKey: store.storeKey,
    carrier: reading?.block ?? null,
    loader: null,
    assets: reading?.settings?.assets ?? null,
  };
  const findings = [foundInScript(found, hasBlock), ...(reading?.findings ?? [])];
  return { findings, standing: standing ?? null, loader: null };
}

function foundInScript({ kind, line }: InScript, hasBlock: boolean): PageFinding {
  if (kind === 'address')
    return note(
      'tag-injected',
      `A script of the page adds the tag (line ${line}); whether and when it does cannot be seen from here.`,
      'Look at the page in a browser: add ?storefront-chat=debug to its address.',
    );
  if (hasBlock)
    return note(
      'tag-combined',
      `The loader is part of another script (line ${line}). It works; data-* on its tag is lost.`,
    );
  return problem(
    'tag-combined',
    `The loader was moved into another script (line ${line}): it keeps the settings of that day, and data-* on the tag is lost.`,
    'Exclude it from what your optimiser combines: the address with /w/ in it.',
  );
}

function missing(content: PageContent): PageFinding {
  if (findBlocks(content.scripts, 'settings').length > 0)
    return problem(
      'tag-missing',
      'The settings of chat are in the page, and the loader that reads them is not.',
      'Look for an optimiser that takes scripts away, and exclude storefront-chat.js there.',
    );
  return problem(
    'tag-missing',
    'Chat is not on this page: there is no tag.',
    'Put it in: `storefront-chat snippet {store}` prints what goes where. If it is there already, empty the page cache.',
  );
}
