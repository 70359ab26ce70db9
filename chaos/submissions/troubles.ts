import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '../../demo-store/faults/faults.ts';
import { createDeck, createRandom, type Random } from './random.ts';
import type { Stage } from './stage.ts';
import type { Tally } from './tally.ts';

/** From, to; milliseconds if it is a time. */
type Span = readonly [number, number];

/** How often something happens, and for how long. */
export interface Pace {
  weather: Span;
  betweenWeathers: Span;
  /** How many messages come further before our server is killed, and PostgreSQL restarted. */
  untilKill: Span;
  untilCrash: Span;
  /** How long whatever was ended stays away. */
  away: Span;
  /** Of our server. */
  mostKills: number;
  /** How long after the last message all this may go on, while most have not arrived. */
  afterwardsMs: number;
}

export const ordinaryPace: Pace = {
  weather: [1500, 7000],
  betweenWeathers: [2000, 12_000],
  untilKill: [20, 140],
  untilCrash: [60, 200],
  away: [200, 4000],
  mostKills: 100,
  afterwardsMs: 90_000,
};

export const hastyPace: Pace = {
  weather: [200, 500],
  betweenWeathers: [1200, 1800],
  untilKill: [10, 30],
  untilCrash: [20, 30],
  away: [1000, 1200],
  mostKills: 2,
  afterwardsMs: 10_000,
};

/** All of Chatwoot, for a while. Calls one by one are the wire's affair. */
const weathers = ['refused', 'down', 'error-500', 'rate-limited', 'slow'] as const;
type Weather = (typeof weathers)[number];

const weatherNames: Record<Weather, string> = {
  refused: 'Chatwoot off (connections refused)',
  down: 'Chatwoot down (connections reset)',
  'error-500': 'Chatwoot answering 500',
  'rate-limited': 'Chatwoot answering 429',
  slow: 'Chatwoot slow',
};

const slowMs = 400;

export interface TroubleOptions {
  seed: string;
  pace: Pace;
  tally: Tally;
  /** How far all messages have come together: taken by our server counts, and arrived at Chatwoot. */
  steps(): number;
  /** No more trouble. */
  signal: AbortSignal;
}

/** Breaks and mends until `signal`, and leaves everything mended. */
export async function makeTrouble(stage: Stage, { seed, pace, tally, steps, signal }: TroubleOptions): Promise<void> {
  stage.wire.breakCalls(true);
  await Promise.all([changeWeather(), killServer(), crashPostgres()]);
  stage.wire.breakCalls(false);

  async function changeWeather() {
    const random = createRandom(`${seed} weather`);
    const next = createDeck<Weather>(random, weathers);
    while (await waits(random, pace.betweenWeathers)) {
      const weather = next();
      tally.add(weatherNames[weather]);
      await turn(weather);
      await waits(random, pace.weather);
      await turnBack(weather);
    }
  }

  async function turn(weather: Weather) {
    if (weather === 'refused') await stage.wire.refuse();
    else stage.proxy.setFault(weather satisfies Fault, slowMs);
  }

  async function turnBack(weather: Weather) {
    if (weather === 'refused') await stage.wire.listen();
    else stage.proxy.setFault('none');
  }

  async function killServer() {
    const random = createRandom(`${seed} kills`);
    for (let kills = 0; kills < pace.mostKills && (await comesFurther(random, pace.untilKill)); kills += 1) {
      tally.add('our server: kill -9');
      await stage.server.kill();
      await sleep(random.between(...pace.away));
      await stage.server.start();
    }
  }

  async function crashPostgres() {
    const random = createRandom(`${seed} crashes`);
    while (stage.postgres && (await comesFurther(random, pace.untilCrash))) {
      tally.add('PostgreSQL: immediate restart');
      await stage.postgres.crash(random.between(...pace.away));
    }
  }

  /** Counted in messages: a slow machine would do nothing else but start again. And then anywhere between two of them. */
  async function comesFurther(random: Random, span: Span): Promise<boolean> {
    const enough = steps() + random.between(...span);
    while (steps() < enough) if (!(await waits(random, [20, 20]))) return false;
    return waits(random, [0, 400]);
  }

  /** @returns false when there is to be no more trouble. */
  async function waits(random: Random, span: Span): Promise<boolean> {
    await sleep(random.between(...span), undefined, { signal }).catch(() => {});
    return !signal.aborted;
  }
}
