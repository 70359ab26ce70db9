/**
 * `npm run bench:page`: what chat costs a product page, and how fast it is there for who wants it. Visits the page
 * without chat, with our tag, with Chatwoot's own snippet and with a plain facade, in turns, and writes the figures of
 * `docs/page-cost.md`, which says how to read them. For a first look, which is printed only:
 *
 *     npm run bench:page -- --rounds 3
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { noRounds, type Rounds } from './figures.ts';
import { createProgress } from './progress.ts';
import { writeReport } from './report.ts';
import { type Stage, startStage } from './stage.ts';
import { variantNames, variants } from './variants.ts';
import { visitPage } from './visit-page.ts';
import { writeFigures } from './write-figures.ts';

const document = fileURLToPath(new URL('../../docs/page-cost.md', import.meta.url));
/** Fewer say too little to be kept. */
const roundsToPublish = 15;

async function main() {
  const rounds = readRounds();
  const stopped = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopped.abort(new Error('Stopped.')));
  process.stderr.write('Starting the demo …\n');
  const stage = await startStage(process.env);
  try {
    const { visits, browserVersion } = await visitInTurns(stage, rounds, stopped.signal);
    const circumstances = { rounds, browserVersion, chatwoot: stage.chatwoot };
    process.stdout.write(writeReport(visits, circumstances, 'terminal'));
    const isKept = rounds >= roundsToPublish;
    if (isKept) writeFigures(document, writeReport(visits, circumstances, 'markdown'));
    const outcome = isKept ? 'Written to' : `Fewer than ${roundsToPublish} rounds are not written to`;
    process.stderr.write(`\n${outcome} docs/page-cost.md\n`);
  } finally {
    await stage.stop();
  }
}

function readRounds(): number {
  const { values } = parseArgs({ options: { rounds: { type: 'string', default: `${roundsToPublish}` } } });
  const rounds = Number(values.rounds);
  if (Number.isInteger(rounds) && rounds > 0) return rounds;
  throw new Error(`--rounds is "${values.rounds}": it should be a whole number from 1 up.`);
}

/** Interleaved, so that a slow minute of the machine is in all variants alike. */
async function visitInTurns(stage: Stage, rounds: number, signal: AbortSignal) {
  const visits: Rounds = noRounds();
  const progress = createProgress(rounds * variantNames.length, process.stderr);
  let browserVersion = '';
  try {
    for (let round = 1; round <= rounds; round++) {
      for (const name of variantNames) {
        const visit = await visitPage(stage, name, signal);
        visits[name].push(visit);
        browserVersion = visit.browserVersion;
        progress.step(`round ${round}, ${variants[name].title}`);
      }
    }
  } finally {
    progress.end();
  }
  return { visits, browserVersion };
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
