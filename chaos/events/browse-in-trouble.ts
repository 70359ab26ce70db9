import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { crashNowAndThen, killName } from '../crashes.ts';
import { makePlan } from './plan.ts';
import { answeredName, type Run } from './run.ts';
import type { Stage } from './stage.ts';
import { runVisitor } from './visitor.ts';

/** Our server is killed for as long as anybody has something to tell. Whoever has told it all may go. */
export async function browseInTrouble(run: Run, stage: Stage): Promise<void> {
  const { options, tally, signal } = run;
  const time = new AbortController();
  const calm = new AbortController();
  const timer = setTimeout(() => time.abort(), options.minutes * 60_000);
  const inTime = AbortSignal.any([signal, time.signal]);
  const troubled = AbortSignal.any([inTime, calm.signal]);
  const steps = () => tally.of(answeredName);
  const browsing = browseAll(run, stage, inTime).finally(() => calm.abort());
  const crashing = crashNowAndThen(stage, { ...options, tally, steps, signal: troubled });
  try {
    await Promise.all([browsing, crashing, showProgress(run, troubled)]);
  } catch (error) {
    // What was not answered in time is in the verdict.
    if (!inTime.aborted) throw error;
  } finally {
    time.abort();
    clearTimeout(timer);
    await Promise.allSettled([browsing, crashing]);
  }
}

async function browseAll({ options, ...run }: Run, { stores, network }: Stage, signal: AbortSignal): Promise<void> {
  // Everybody listens for it.
  setMaxListeners(0, signal);
  const deps = { ...run, url: network.url, storeKeys: stores.map(({ key }) => key), signal };
  const endings = await Promise.allSettled(makePlan(options).map((visitor) => runVisitor(deps, visitor)));
  for (const ending of endings) if (ending.status === 'rejected') throw ending.reason;
}

async function showProgress({ options, made, tally, onProgress }: Run, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const [answered, kills] = [tally.of(answeredName), tally.of(killName)];
    onProgress({ made: made.length, answered, of: options.events, kills });
    await sleep(1000, undefined, { signal }).catch(() => {});
  }
}
