import { setTimeout as sleep } from 'node:timers/promises';
import { submissionAnswerSchema } from '../../contract/submissions.ts';
import { createRandom } from '../random.ts';
import { createTally, type Tally } from '../tally.ts';
import { makePlan } from './plan.ts';
import { type ChaosOptions, compare, type Progress, type Run, report } from './run.ts';
import { type Stage, startStage } from './stage.ts';
import { isClean, type Verdict } from './verdict.ts';
import { writeInTrouble } from './write-in-trouble.ts';

export interface ChaosResult {
  options: ChaosOptions;
  verdict: Verdict;
  /** What else went against the promise. */
  problems: string[];
  tally: Tally;
  visitors: number;
  /** Of the messages. */
  files: number;
  durationMs: number;
}

export const isKept = ({ verdict, problems }: ChaosResult) => isClean(verdict) && problems.length === 0;

/**
 * Lets shoppers write while everything between them and Chatwoot fails, mends it all, and compares.
 * @param signal ends the run, and everything that it started.
 * @throws Error when the stage cannot be set.
 */
export async function runChaos(
  options: ChaosOptions,
  onProgress: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<ChaosResult> {
  const startedAt = performance.now();
  const plan = makePlan(options);
  const time = new AbortController();
  const run: Run = {
    options,
    tally: createTally(),
    ledger: { written: [], problems: [] },
    signal,
    inTime: AbortSignal.any([signal, time.signal]),
    onProgress,
  };
  const stage = await startStage({
    ...options,
    random: createRandom(`${options.seed} wire`),
    tally: run.tally,
    onFall: () => run.ledger.problems.push('Our server ended, and nobody had killed it.'),
  });
  const timer = setTimeout(() => time.abort(), options.minutes * 60_000);
  // Whoever waits for our server to start has nothing to wait for then.
  signal.addEventListener('abort', () => void stage.server.stop());
  try {
    await writeInTrouble(run, stage, plan);
    signal.throwIfAborted();
    await untilArrived(run, stage);
    report(run, 'watching for doubles');
    await sleep(options.timings.settleMs + options.timings.leaseMs, undefined, { signal });
    const verdict = await compare(run, stage);
    await askOurServer(run, stage);
    const { tally, ledger } = run;
    const files = ledger.written.filter(({ file }) => file).length;
    const durationMs = performance.now() - startedAt;
    return { options, verdict, problems: ledger.problems, tally, visitors: plan.visitors.length, files, durationMs };
  } finally {
    clearTimeout(timer);
    await stage.stop();
  }
}

/** Waits until all is at Chatwoot, or nothing more comes. */
async function untilArrived(run: Run, stage: Stage): Promise<void> {
  let fewestMissing = Number.POSITIVE_INFINITY;
  let newsAt = performance.now();
  for (;;) {
    const { arrived, lost } = await compare(run, stage);
    report(run, 'arriving', arrived);
    if (lost.length < fewestMissing) newsAt = performance.now();
    fewestMissing = Math.min(fewestMissing, lost.length);
    const isOver = run.inTime.aborted || performance.now() - newsAt > run.options.idleMs;
    if (lost.length === 0 || isOver) return;
    await sleep(1000, undefined, { signal: run.signal });
  }
}

/** What our own server says of its messages has to be the same. */
async function askOurServer({ ledger, signal }: Run, { storeUrl, shopUrl }: Stage): Promise<void> {
  const states = new Map<string, number>();
  for (const [index, { id }] of ledger.written.entries()) {
    if (!id) continue;
    // Each shopper asks for what is theirs.
    const headers = { origin: shopUrl, 'x-forwarded-for': addressOf(index) };
    const answer = await fetch(`${storeUrl}/submissions/${id}`, { headers, signal });
    const { state } = submissionAnswerSchema.partial().parse(await answer.json());
    const said = state ?? `nothing, but answers ${answer.status}`;
    states.set(said, (states.get(said) ?? 0) + 1);
  }
  states.delete('delivered');
  for (const [state, count] of states) ledger.problems.push(`Our server says ${state} of ${count} messages.`);
}

const addressOf = (index: number) => `172.16.0.${(index % 250) + 1}`;
