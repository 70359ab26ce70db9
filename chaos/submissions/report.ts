import { availableParallelism } from 'node:os';
import { formatTable } from '../../cli/table.ts';
import { type ChaosResult, isKept } from './run-chaos.ts';
import { wrongIn } from './verdict.ts';

/** Lines enough to look for the cause. */
const mostExamples = 5;

/** All that a run has to say, for a terminal. */
export function writeReport(result: ChaosResult): string {
  const { options, problems, tally } = result;
  const outcome = isKept(result) ? 'KEPT: every message once, in its order, whole.' : 'BROKEN: see above.';
  return [
    describe(result),
    formatTable(['', 'messages'], countsOf(result)),
    formatTable(['what was done', 'times'], tally.table()),
    ...examplesOf(result),
    ...problems.slice(0, mostExamples).map((problem) => `  ${problem}`),
    ...(problems.length > mostExamples ? [`  … and ${problems.length - mostExamples} more problems`] : []),
    `${outcome} Seed ${options.seed}.\n`,
  ].join('\n');
}

function describe({ options, visitors, durationMs }: ChaosResult): string {
  const { database, seed, browsers, without } = options;
  return (
    `Database ${database}, seed ${seed}, ${visitors} visitors and ${browsers} browsers, ` +
    `${Math.round(durationMs / 1000)} s on ${availableParallelism()} cores` +
    `${without ? `, WITHOUT THE GUARD "${without}"` : ''}. ` +
    'The seed decides who does what and what goes wrong; when things meet is the machine’s affair.\n'
  );
}

function countsOf({ verdict, files, problems }: ChaosResult): string[][] {
  const counts = {
    written: verdict.written,
    'of them files': files,
    'never taken': verdict.refused.length,
    lost: verdict.lost.length,
    doubled: verdict.doubled.length,
    'out of order': verdict.outOfOrder.length,
    'files not whole': verdict.broken.length,
    'written by nobody': verdict.unknown.length,
    'other problems': problems.length,
  };
  return Object.entries(counts).map(([what, count]) => [what, String(count)]);
}

function examplesOf({ verdict }: ChaosResult): string[] {
  return Object.entries(wrongIn(verdict)).flatMap(([what, messages]) =>
    messages.slice(0, mostExamples).map((message) => `  ${what}: ${JSON.stringify(message)}`),
  );
}
