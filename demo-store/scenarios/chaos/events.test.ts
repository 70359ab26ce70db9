import { expect, it } from 'vitest';
import { killName } from '../../../chaos/crashes.ts';
import { hasty } from '../../../chaos/events/options.ts';
import { writeReport } from '../../../chaos/events/report.ts';
import type { ChaosOptions } from '../../../chaos/events/run.ts';
import { isKept, runChaos } from '../../../chaos/events/run-chaos.ts';

/** Only a run that fails takes so long: a machine may have other work to do. */
const patienceMs = 240_000;

/** The small sister of `npm run chaos:events`. @param signal of the test: what was started ends with it */
function run(signal: AbortSignal, events: number, changes: Partial<ChaosOptions> = {}) {
  const options = { seed: 'check', events, visitors: events / 40, stores: 3, minutes: 3, without: undefined };
  const all = { ...options, logFile: undefined, database: 'pglite', ...hasty(events), ...changes } as const;
  return runChaos(all, () => {}, signal);
}

it(
  'every event is stored once, whatever the network does and however our server is killed',
  async ({ signal }) => {
    // Time enough for a server that starts slowly to be killed twice.
    const result = await run(signal, 2000, { spreadMs: 8_000 });
    expect(isKept(result), writeReport(result)).toBe(true);
    expect(result.tally.of(killName)).toBe(2);
  },
  patienceMs,
);

it(
  'a table that takes the same event twice is found out',
  async ({ signal }) => {
    const { pace } = hasty(400);
    const result = await run(signal, 400, { without: 'dedupe', spreadMs: 1000, pace: { ...pace, mostKills: 0 } });
    expect(result.verdict.doubled.length, writeReport(result)).toBeGreaterThan(0);
  },
  patienceMs,
);
