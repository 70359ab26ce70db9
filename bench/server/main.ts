/**
 * `npm run bench:server`: what our routes cost beside bare ones that do the same work. Measures both in turns, writes
 * the figures of `docs/server-cost.md`, which says how to read them, and fails when a route misses its target. For a
 * first look, which is printed only:
 *
 *     npm run bench:server -- --rounds 1
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createProgress } from '../page/progress.ts';
import { writeFigures } from '../page/write-figures.ts';
import { contestsOn } from './contests.ts';
import { measureRound, type Round, sumUp } from './measure.ts';
import { pressOn } from './press-on.ts';
import { isMet, type Result, writeReport } from './report.ts';
import { type Stage, startStage } from './stage.ts';

const document = fileURLToPath(new URL('../../docs/server-cost.md', import.meta.url));
/** Fewer say too little to be kept. */
const roundsToPublish = 7;
const turnMs = 800;
/** Until then Node still compiles what it is going to run. */
const warmUpMs = 2000;

async function main() {
  const rounds = readRounds();
  process.stderr.write('Starting the servers …\n');
  const stage = await startStage();
  try {
    const results = await measureInTurns(stage, rounds);
    process.stdout.write(writeReport(results, rounds, 'terminal'));
    const isKept = rounds >= roundsToPublish;
    if (isKept) writeFigures(document, writeReport(results, rounds, 'markdown'));
    const outcome = isKept ? 'Written to' : `Fewer than ${roundsToPublish} rounds are not written to`;
    process.stderr.write(`\n${outcome} docs/server-cost.md\n`);
    if (!results.every(([, result]) => isMet(result))) process.exitCode = 1;
  } finally {
    await stage.stop();
  }
}

function readRounds(): number {
  const asked = process.env.BENCH_ROUNDS ?? `${roundsToPublish}`;
  const { values } = parseArgs({ options: { rounds: { type: 'string', default: asked } } });
  const rounds = Number(values.rounds);
  if (Number.isInteger(rounds) && rounds > 0) return rounds;
  throw new Error(`--rounds (or BENCH_ROUNDS) is "${values.rounds}": it should be a whole number from 1 up.`);
}

/** Every route in every round, so that a slow minute of the machine is in all of them alike. */
async function measureInTurns(stage: Stage, rounds: number): Promise<Result[]> {
  const contests = contestsOn(stage).map((contest) => ({ contest, measured: [] as Round[] }));
  const progress = createProgress(contests.length * (rounds + 1), process.stderr);
  try {
    for (const { contest } of contests) {
      const { request, port } = contest;
      for (const either of [stage.ours, port])
        await pressOn({ port: either, request, durationMs: warmUpMs, connections: 32 });
      progress.step(`warm-up, ${contest.title}`);
    }
    for (let round = 1; round <= rounds; round++) {
      for (const { contest, measured } of contests) {
        measured.push(await measureRound(contest, stage.ours, round, turnMs));
        progress.step(`round ${round}, ${contest.title}`);
      }
    }
  } finally {
    progress.end();
  }
  return contests.map(({ contest, measured }) => [contest, sumUp(measured)]);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
