import { countStored, readVitals, type Vitals } from './in-page.ts';
import type { Shopper } from './open-shopper.ts';
import { readOwnBoot } from './own-boot.ts';
import type { SlowLine } from './slow-line.ts';
import type { Variant } from './variants.ts';

/** What the page cost while nobody wanted chat. */
export interface LoadFigures extends Vitals {
  /** Everything that came down the line, headers included. */
  bytes: number;
  requests: number;
  cookies: number;
  stored: number;
  /** From the request for Chatwoot's script to `chatwoot:ready`; null as long as nobody has asked for it. */
  ownBootMs: number | null;
}

const quietMs = 1500;
const restTimeoutMs = 60_000;

/**
 * Loads the page, and waits until nothing moves any more and a chat that boots unasked has done so.
 * @throws Error if the shop does not answer or the page never comes to rest.
 */
export async function measureLoad(
  shopper: Shopper,
  line: SlowLine,
  pageUrl: string,
  { launcher, bootsWithPage }: Variant,
): Promise<LoadFigures> {
  const { page, moments } = shopper;
  const bytesBefore = line.downBytes();
  let requests = 0;
  page.on('request', () => requests++);
  const answer = await page.goto(pageUrl);
  if (!answer?.ok()) throw new Error(`The shop's page did not come: ${await answer?.text()}`);
  if (launcher) await page.locator(launcher).waitFor();
  const bootedAt = bootsWithPage ? await moments.waitFor('boot') : undefined;
  await untilQuiet(line);
  return {
    bytes: line.downBytes() - bytesBefore,
    requests,
    ...(await page.evaluate(readVitals)),
    cookies: (await page.context().cookies()).length,
    stored: await page.evaluate(countStored),
    ownBootMs: await readOwnBoot(page, bootedAt),
  };
}

async function untilQuiet(line: SlowLine): Promise<void> {
  const deadline = performance.now() + restTimeoutMs;
  for (let left = quietMs; left > 0; left = quietMs - line.quietMs()) {
    if (performance.now() > deadline) throw new Error('The page never comes to rest.');
    await new Promise((resolve) => setTimeout(resolve, left));
  }
}
