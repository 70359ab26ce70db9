import { createAsk } from './ask.ts';
import { checkChatwoot } from './checks/chatwoot.ts';
import { checkChunks } from './checks/chunks.ts';
import { checkIdentityInHtml } from './checks/identity-in-html.ts';
import { checkIsolation } from './checks/isolation.ts';
import { checkNoscript } from './checks/noscript.ts';
import { checkOrigin } from './checks/origin.ts';
import { checkPageAnswer } from './checks/page-answer.ts';
import { checkPageFacts } from './checks/page-facts.ts';
import { checkPolicy } from './checks/policy.ts';
import { checkProofAddress } from './checks/proof-address.ts';
import { checkSecondChatwoot } from './checks/second-chatwoot.ts';
import { checkServer } from './checks/server.ts';
import type { PageCheck, StoreLookup } from './examination.ts';
import { fetchPage } from './fetch-page.ts';
import { findStanding } from './find-standing.ts';
import { type PageFinding, problem } from './finding.ts';
import { readPage } from './read-page.ts';

/** In the order in which they are told. */
const checks: readonly PageCheck[] = [
  checkChunks,
  checkChatwoot,
  checkOrigin,
  checkPolicy,
  checkIsolation,
  checkSecondChatwoot,
  checkIdentityInHtml,
  checkProofAddress,
  checkPageFacts,
  checkNoscript,
];

export interface ShopPageReport {
  /** Whose chat is on the page; null: nobody's that we know of. */
  storeKey: string | null;
  server: string | null;
  /** To go on in a browser: the page with our self-test. */
  selfTest: string;
  findings: PageFinding[];
}

export interface ShopPageOptions {
  /** Where our server is, by this machine's environment. */
  publicUrl: string | null;
  /** Null: there is no database here, so servers are asked instead. */
  stores: StoreLookup | null;
  /** When all of it is to end, milliseconds from now. */
  timeoutMs?: number;
}

/**
 * Looks at a page of a shop as a visitor's browser would who comes for the first time: what of chat is there, whether it
 * runs, and whether it gives anybody away. Sends no cookie, changes nothing, and ends in time whoever does not answer.
 */
export async function examineShopPage(
  url: URL,
  { publicUrl, stores, timeoutMs = 15_000 }: ShopPageOptions,
): Promise<ShopPageReport> {
  const ask = createAsk(AbortSignal.timeout(timeoutMs));
  const page = await fetchPage(ask, url);
  const nobody = { storeKey: null, server: null, selfTest: selfTestOf(url) };
  if (!('html' in page)) return { ...nobody, findings: [silentPage(page.silence)] };
  const content = readPage(page.html);
  const answered = checkPageAnswer(page, content);
  if (answered.some(({ state }) => state === 'problem')) return { ...nobody, findings: answered };

  const [again, { findings: found, standing, loader }] = await Promise.all([
    fetchPage(ask, url),
    findStanding(ask, content, page.url),
  ]);
  const server = standing && (await checkServer(ask, standing, loader, publicUrl));
  const settings = server?.settings ?? null;
  const examination = { ask, page, content, again, standing, settings, stores };
  const rest = await Promise.all(checks.map((check) => check(examination)));
  return {
    storeKey: standing?.storeKey ?? null,
    server: standing?.server ?? null,
    selfTest: selfTestOf(page.url),
    findings: [...answered, ...found, ...(server?.findings ?? []), ...rest.flat()],
  };
}

function silentPage(reason: string): PageFinding {
  return problem(
    'page-silent',
    `The page does not come: ${reason}.`,
    'Compare the address with the one in the browser, and see whether it can be reached from here.',
  );
}

function selfTestOf({ origin, pathname }: URL): string {
  return `${origin}${pathname}?storefront-chat=debug`;
}
