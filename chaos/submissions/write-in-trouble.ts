import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Plan } from './plan.ts';
import { compare, type Run, report, takenIn } from './run.ts';
import { launchBrowser, runShopper } from './shopper.ts';
import type { Stage } from './stage.ts';
import { makeTrouble } from './troubles.ts';
import { runVisitor } from './visitor.ts';

/** Everything breaks for as long as anybody has something to write, and a while longer: most is under way still. */
export async function writeInTrouble(run: Run, stage: Stage, plan: Plan): Promise<void> {
  const over = new AbortController();
  const calm = new AbortController();
  const { seed, pace } = run.options;
  let arrived = 0;
  const signal = AbortSignal.any([run.inTime, over.signal]);
  const writing = writeAll(run, stage, plan, signal)
    .then(() => untilMostArrived(run, signal, () => arrived))
    .finally(() => calm.abort());
  const trouble = makeTrouble(stage, {
    seed,
    pace,
    tally: run.tally,
    steps: () => takenIn(run) + arrived,
    signal: AbortSignal.any([run.inTime, calm.signal]),
  });
  const looking = lookNowAndThen();
  try {
    // Looking goes on until the end, unless it fails.
    await Promise.race([Promise.all([writing, trouble]), looking]);
  } catch (error) {
    // What was not taken in time is in the verdict.
    if (!run.inTime.aborted) throw error;
  } finally {
    over.abort();
    await Promise.allSettled([writing, trouble, looking]);
  }

  async function lookNowAndThen() {
    while (!signal.aborted) {
      arrived = (await compare(run, stage)).arrived;
      report(run, 'writing', arrived);
      await sleep(3000, undefined, { signal }).catch(() => {});
    }
  }
}

async function untilMostArrived({ options, ledger }: Run, signal: AbortSignal, arrived: () => number): Promise<void> {
  const end = performance.now() + options.pace.afterwardsMs;
  while (arrived() < 0.9 * ledger.written.length && performance.now() < end) await sleep(200, undefined, { signal });
}

async function writeAll({ ledger, tally }: Run, stage: Stage, plan: Plan, signal: AbortSignal): Promise<void> {
  const { storeUrl, shopUrl, wire } = stage;
  // Everybody listens for it.
  setMaxListeners(0, signal);
  const browser = plan.shoppers.length > 0 ? await launchBrowser() : undefined;
  try {
    const visitor = { storeUrl, origin: shopUrl, ledger, tally, signal };
    const shopper = browser && { browser, shopUrl, chatwootUrl: wire.url, ledger, tally, signal };
    const endings = await Promise.allSettled([
      ...plan.visitors.map((planned) => runVisitor(visitor, planned)),
      ...(shopper ? plan.shoppers.map((planned) => runShopper(shopper, planned)) : []),
    ]);
    for (const ending of endings) if (ending.status === 'rejected') throw ending.reason;
  } finally {
    await browser?.close();
  }
}
