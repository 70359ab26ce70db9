/**
 * `npm run bench:events`: what it costs to take events, beside one multi-row INSERT of the same rows, and whether that
 * stays so with more stores and more rows. Prints tables, and fails when the goal is missed. See docs/analytics.md.
 *
 *     npm run bench:events -- --rounds 3 --rows 1000000        # a first look
 *     npm run bench:events -- --only contest                   # `contest`, `stores` or `rows`
 */
import { parseArgs } from 'node:util';
import { createProgress, type Progress } from '../page/progress.ts';
import { makeBatches } from './batches.ts';
import { openBenchPglite, openBenchPostgres } from './databases.ts';
import { fillRows, isRoomFor } from './fill-rows.ts';
import { measureAnalytics } from './measure-analytics.ts';
import { describeMachine, isMet, type Result, writeReport } from './report.ts';
import { type Stage, startStage } from './stage.ts';
import { compare } from './turns.ts';

const batchesPerTurn = 100;
const storeCounts = [10, 100, 1000, 10_000];
const rowCounts = [0, 1_000_000, 10_000_000];
const parts = ['contest', 'stores', 'rows'] as const;
type Part = (typeof parts)[number];

interface Options {
  rounds: number;
  /** Most rows that the table is filled with. */
  rows: number;
  parts: readonly Part[];
}

async function main() {
  const options = readOptions();
  const progress = createProgress(stepsOf(options), process.stderr);
  const results: Result[] = [];
  const has = (part: Part) => options.parts.includes(part);
  try {
    if (has('contest')) {
      for (const open of [openBenchPostgres, openBenchPglite]) {
        await onStage(open(), async (stage) => void results.push(await holdContest(stage, options, progress)));
      }
    }
    if (has('stores')) await onStage(openBenchPostgres(), (stage) => addStores(stage, options, progress, results));
    if (has('rows')) await onStage(openBenchPostgres(), (stage) => addRows(stage, options, progress, results));
  } finally {
    progress.end();
  }
  process.stdout.write(`${describeMachine(options.rounds)}${writeReport(results)}`);
  if (!results.every(isMet)) process.exitCode = 1;
}

async function onStage(opening: Parameters<typeof startStage>[0], work: (stage: Stage) => Promise<void>) {
  const stage = await startStage(opening);
  // Gigabytes would stay behind.
  const giveUp = () => void stage.stop().finally(() => process.exit(130));
  process.once('SIGINT', giveUp);
  try {
    await work(stage);
  } finally {
    process.off('SIGINT', giveUp);
    await stage.stop();
  }
}

async function holdContest(stage: Stage, { rounds }: Options, progress: Progress): Promise<Result> {
  const stores = await stage.addStores(10);
  const makeTurn = () => makeBatches(batchesPerTurn, stores);
  // Until then Node still compiles what it is going to run.
  await compare(stage, 3, makeTurn);
  const cost = await compare(stage, rounds, makeTurn, (round) => progress.step(`${stage.name}, round ${round}`));
  return { kind: 'contest', database: stage.name, cost };
}

async function addStores(stage: Stage, { rounds }: Options, progress: Progress, results: Result[]) {
  for (const count of storeCounts) {
    const stores = await stage.addStores(count);
    const makeTurn = () => makeBatches(batchesPerTurn, stores);
    await compare(stage, 1, makeTurn);
    results.push({ kind: 'stores', count, cost: await compare(stage, rounds, makeTurn) });
    progress.step(`${count} stores`);
  }
}

async function addRows(stage: Stage, { rounds, rows }: Options, progress: Progress, results: Result[]) {
  const stores = await stage.addStores(100);
  const [first] = stores;
  if (!first) throw new Error('There is no store.');
  let filled = 0;
  for (const count of rowCounts.filter((count) => count <= rows)) {
    if (!isRoomFor(count)) {
      process.stderr.write(`\n${count} rows are left out: the disk has no room for them, and as much again.\n`);
      break;
    }
    await fillRows(stage, filled, count, () => progress.step(`filling up to ${count} rows`));
    filled = count;
    const makeTurn = () => makeBatches(batchesPerTurn, stores);
    await compare(stage, 1, makeTurn);
    const cost = await compare(stage, rounds, makeTurn);
    results.push({ kind: 'rows', count, cost, analytics: await measureAnalytics(stage, first) });
    progress.step(`${count} rows`);
  }
}

function stepsOf({ rounds, rows, parts }: Options): number {
  const steps = { contest: 2 * rounds, stores: storeCounts.length, rows: rowCounts.length + rows / 500_000 };
  return parts.reduce((sum, part) => sum + steps[part], 0);
}

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '9' },
      rows: { type: 'string', default: '10000000' },
      only: { type: 'string' },
    },
  });
  const [rounds, rows] = [Number(values.rounds), Number(values.rows)];
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error('--rounds should be a whole number from 1 up.');
  if (!Number.isInteger(rows) || rows < 0) throw new Error('--rows should be a whole number from 0 up.');
  const chosen = values.only === undefined ? parts : parts.filter((part) => part === values.only);
  if (chosen.length === 0) throw new Error(`--only takes one of ${parts.join(', ')}.`);
  return { rounds, rows, parts: chosen };
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
