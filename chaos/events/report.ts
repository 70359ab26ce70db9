import { availableParallelism } from 'node:os';
import { formatTable } from '../../cli/table.ts';
import { type ChaosResult, isKept } from './run-chaos.ts';
import { wrongIn } from './verdict.ts';

/** Lines enough to look for the cause. */
const mostExamples = 5;
const mostLetters = 600;

/** All that a run has to say, for a terminal. */
export function writeReport(result: ChaosResult): string {
  const { options, problems, tally } = result;
  const outcome = isKept(result) ? 'KEPT: every event once, whole, with whoever made it.' : 'BROKEN: see above.';
  return [
    describe(result),
    formatTable(['', 'events'], countsOf(result)),
    formatTable(['what was done', 'times'], tally.table()),
    ...examplesOf(result),
    ...problems.slice(0, mostExamples).map((problem) => `  ${problem}`),
    ...(problems.length > mostExamples ? [`  … and ${problems.length - mostExamples} more problems`] : []),
    `${outcome} Seed ${options.seed}.\n`,
  ].join('\n');
}

function describe({ options, durationMs }: ChaosResult): string {
  const { database, seed, visitors, stores, without } = options;
  return (
    `Database ${database}, seed ${seed}, ${visitors} visitors at ${stores} stores, ` +
    `${Math.round(durationMs / 1000)} s on ${availableParallelism()} cores` +
    `${without ? `, WITHOUT THE GUARD "${without}"` : ''}. ` +
    'The seed decides who does what and what goes wrong; when things meet is the machine’s affair.\n'
  );
}

function countsOf({ verdict, problems }: ChaosResult): string[][] {
  const counts = {
    made: verdict.made,
    stored: verdict.stored,
    'made wrong, and refused': verdict.refused,
    'withdrawn, and gone': verdict.withdrawn,
    'never answered': verdict.unanswered.length,
    lost: verdict.lost.length,
    doubled: verdict.doubled.length,
    'made by nobody, or withdrawn': verdict.unknown.length,
    'not as they were made': verdict.changed.length,
    misjudged: verdict.misjudged.length,
    'visitors with an old page or cart': verdict.stale.length,
    'other problems': problems.length,
  };
  return Object.entries(counts).map(([what, count]) => [what, String(count)]);
}

function examplesOf({ verdict }: ChaosResult): string[] {
  return Object.entries(wrongIn(verdict)).flatMap(([what, list]) =>
    list
      .slice(0, mostExamples)
      .map((example) => `  ${what}: ${JSON.stringify(example, withoutPlan).slice(0, mostLetters)}`),
  );
}

/** What else a visitor was to do helps nobody. */
function withoutPlan(name: string, value: unknown) {
  return name === 'moments' ? undefined : value;
}
