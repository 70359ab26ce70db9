import { createRandom } from '../random.ts';
import { createTally, type Tally } from '../tally.ts';
import { browseInTrouble } from './browse-in-trouble.ts';
import { readTables } from './read-tables.ts';
import type { ChaosOptions, Progress, Run } from './run.ts';
import { startStage } from './stage.ts';
import { isClean, judge, type Verdict } from './verdict.ts';

export interface ChaosResult {
  options: ChaosOptions;
  verdict: Verdict;
  /** What else went against the promise. */
  problems: string[];
  tally: Tally;
  durationMs: number;
}

export const isKept = ({ verdict, problems }: ChaosResult) => isClean(verdict) && problems.length === 0;

/**
 * Lets visitors browse behind a bad network while our server is killed, lets what is under way arrive, and compares.
 * @param signal ends the run, and everything that it started.
 * @throws Error when the stage cannot be set.
 */
export async function runChaos(
  options: ChaosOptions,
  onProgress: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<ChaosResult> {
  const startedAt = performance.now();
  const run: Run = { options, made: [], problems: [], tally: createTally(), onProgress, signal };
  const { made, problems, tally } = run;
  const stage = await startStage({
    ...options,
    random: createRandom(`${options.seed} network`),
    tally,
    onFall: () => problems.push('Our server ended, and nobody had killed it.'),
  });
  // Whoever waits for our server to start has nothing to wait for then.
  signal.addEventListener('abort', () => void stage.server.stop());
  try {
    await browseInTrouble(run, stage);
    signal.throwIfAborted();
    await stage.network.calmDown();
    await stage.server.kill();
    const { events, visitors } = await readTables(stage);
    const verdict = judge(made, events, visitors);
    return { options, verdict, problems, tally, durationMs: performance.now() - startedAt };
  } finally {
    await stage.stop();
  }
}
