/**
 * `npm run fuzz:submissions`: sends 100,000 generated requests to the real application on an embedded database: nothing
 * may crash or be answered with 500, nothing may be stored that was refused, and whatever was answered with 202 is
 * stored as it was sent. For fewer, or for the same ones again:
 *
 *     npm run fuzz:submissions -- --runs 2000 --seed 7
 */
import { parseArgs } from 'node:util';
import { openTestDatabase } from '../server/db/test-database.ts';
import { type FuzzSummary, fuzzSubmissions } from '../server/testing/fuzz/fuzz-submissions.ts';

const everyMs = 2000;

async function main() {
  const { values } = parseArgs({
    options: {
      runs: { type: 'string', default: process.env.FUZZ_RUNS ?? '100000' },
      seed: { type: 'string', default: process.env.FUZZ_SEED ?? String(Math.floor(Math.random() * 1e9)) },
    },
  });
  const runs = readNumber('runs', values.runs);
  const seed = readNumber('seed', values.seed);
  process.stdout.write(`${runs} requests, seed ${seed}\n`);
  const db = await openTestDatabase();
  try {
    const startedAt = performance.now();
    const summary = await fuzzSubmissions(db, { runs, seed, onProgress: showProgress(runs) });
    const seconds = (performance.now() - startedAt) / 1000;
    process.stdout.write(`\n${report(summary)}\nIn ${seconds.toFixed(0)} s, seed ${seed}.\n`);
    if (summary.problems.length > 0) process.exitCode = 1;
  } finally {
    await db.close();
  }
}

function readNumber(flag: string, given: string): number {
  const number = Number(given);
  if (Number.isInteger(number) && number > 0) return number;
  throw new Error(`--${flag} is "${given}": it should be a whole number from 1 up.`);
}

/** A line that is written over on a terminal, and now and then a plain one elsewhere. */
function showProgress(runs: number) {
  let shownAt = performance.now();
  return ({ sent, stored, problems }: FuzzSummary) => {
    const now = performance.now();
    if (now - shownAt < (process.stderr.isTTY ? 100 : everyMs)) return;
    shownAt = now;
    const share = `${Math.floor((100 * sent) / runs)} %`.padStart(5);
    const line = `${share}  ${sent} sent, ${stored} stored, ${problems.length} problems`;
    process.stderr.write(process.stderr.isTTY ? `\r${line}` : `${line}\n`);
  };
}

function report({ sent, stored, byStatus, problems }: FuzzSummary): string {
  const statuses = Object.entries(byStatus).map(([status, count]) => `  ${status}  ${count}`);
  const found = problems.map(({ seed, index, problem, request }) => {
    const shown = JSON.stringify(request, (_name, value) => (value instanceof Uint8Array ? [...value] : value));
    return `  seed ${seed}, request ${index}: ${problem}\n    ${shown.slice(0, 600)}`;
  });
  const verdict = problems.length === 0 ? 'No problem was found.' : `${problems.length} problems:\n${found.join('\n')}`;
  return [`${sent} requests sent, ${stored} messages stored, by status:`, ...statuses, verdict].join('\n');
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
