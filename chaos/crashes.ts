import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from '../scripts/throwaway-postgres.ts';
import { createRandom, type Random } from './random.ts';
import type { ServerProcess } from './server-process.ts';
import type { Tally } from './tally.ts';

/** From, to; milliseconds if it is a time. */
export type Span = readonly [number, number];

export interface CrashPace {
  /** How many steps come between two kills of our server, and two restarts of PostgreSQL. */
  untilKill: Span;
  untilCrash: Span;
  /** How long whatever was ended stays away. */
  away: Span;
  /** Of our server. */
  mostKills: number;
}

export interface CrashOptions {
  seed: string;
  pace: CrashPace;
  tally: Tally;
  /** How far everything has come, in whatever the pace counts. */
  steps(): number;
  /** No more of it. */
  signal: AbortSignal;
}

export const killName = 'our server: kill -9';

/** Kills our server and ends PostgreSQL at once, again and again until `signal`, and leaves both running. */
export async function crashNowAndThen(
  { server, postgres }: { server: ServerProcess; postgres: Cluster | undefined },
  { seed, pace, tally, steps, signal }: CrashOptions,
): Promise<void> {
  await Promise.all([killServer(), crashPostgres()]);

  async function killServer() {
    const random = createRandom(`${seed} kills`);
    for (let kills = 0; kills < pace.mostKills && (await comesFurther(random, pace.untilKill)); kills += 1) {
      tally.add(killName);
      await server.kill();
      await sleep(random.between(...pace.away));
      await server.start();
    }
  }

  async function crashPostgres() {
    const random = createRandom(`${seed} crashes`);
    while (postgres && (await comesFurther(random, pace.untilCrash))) {
      tally.add('PostgreSQL: immediate restart');
      await postgres.crash(random.between(...pace.away));
    }
  }

  /** Counted in steps: a slow machine would do nothing else but start again. And then anywhere between two of them. */
  async function comesFurther(random: Random, span: Span): Promise<boolean> {
    const enough = steps() + random.between(...span);
    while (steps() < enough) if (!(await waits(random, [20, 20], signal))) return false;
    return waits(random, [0, 400], signal);
  }
}

/** @returns false when it is over. */
export async function waits(random: Random, span: Span, signal: AbortSignal): Promise<boolean> {
  await sleep(random.between(...span), undefined, { signal }).catch(() => {});
  return !signal.aborted;
}
