import { expect, it } from 'vitest';
import { hasty } from '../../../chaos/submissions/options.ts';
import { writeReport } from '../../../chaos/submissions/report.ts';
import type { ChaosOptions } from '../../../chaos/submissions/run.ts';
import { isKept, runChaos } from '../../../chaos/submissions/run-chaos.ts';
import { hastyPace } from '../../../chaos/submissions/troubles.ts';

/** Only a run that fails takes so long: a machine may have other work to do. */
const patienceMs = 240_000;

/** The small sister of `npm run chaos:submissions`. @param signal of the test: what was started ends with it */
function run(signal: AbortSignal, changes: Partial<ChaosOptions>) {
  const messages = changes.messages ?? 60;
  const options = { seed: 'check', messages, browsers: 0, minutes: 3, without: undefined, logFile: undefined };
  return runChaos({ ...options, database: 'pglite', ...hasty(messages), ...changes }, () => {}, signal);
}

it(
  'every message arrives once and in order, whatever fails at Chatwoot and however our server is killed',
  async ({ signal }) => {
    const result = await run(signal, { browsers: 1 });
    expect(isKept(result), writeReport(result)).toBe(true);
    expect(result.tally.of('our server: kill -9')).toBe(2);
  },
  patienceMs,
);

it(
  'a server that does not look before it sends again is found out',
  async ({ signal }) => {
    // Lost answers are enough.
    const pace = { ...hastyPace, mostKills: 0, betweenWeathers: [patienceMs, patienceMs] } as const;
    const result = await run(signal, { messages: 24, without: 'lookup', pace, idleMs: 20_000 });
    expect(result.verdict.doubled.length, writeReport(result)).toBeGreaterThan(0);
  },
  patienceMs,
);
