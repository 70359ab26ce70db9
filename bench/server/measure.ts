import { quantile } from '../page/statistics.ts';
import type { Contest } from './contests.ts';
import { type Pressure, pressOn, type Turn } from './press-on.ts';

/** Our turn and the bare one's, right after one another. */
export interface Round {
  ours: Turn;
  bare: Turn;
}

/** Two turns on one route. Who begins alternates, so that neither always finds the machine as the other left it. */
export async function measureRound(contest: Contest, oursPort: number, round: number, durationMs: number) {
  const pressure = { request: contest.request, durationMs, connections: 32 } satisfies Partial<Pressure>;
  const turn = (port: number) => pressOn({ ...pressure, port });
  if (round % 2 === 0) return { ours: await turn(oursPort), bare: await turn(contest.port) };
  const bare = await turn(contest.port);
  return { ours: await turn(oursPort), bare };
}

export interface Outcome {
  ours: Turn;
  bare: Turn;
  /** Requests per second of ours by those of the bare one, in the same round: medians over the rounds. */
  ratio: number;
}

export function sumUp(rounds: readonly Round[]): Outcome {
  const median = (of: (round: Round) => number) => quantile(rounds.map(of), 0.5);
  const turn = (who: keyof Round): Turn => ({
    requestsPerSecond: median((round) => round[who].requestsPerSecond),
    p99Ms: median((round) => round[who].p99Ms),
  });
  const ratio = median(({ ours, bare }) => ours.requestsPerSecond / bare.requestsPerSecond);
  return { ours: turn('ours'), bare: turn('bare'), ratio };
}
