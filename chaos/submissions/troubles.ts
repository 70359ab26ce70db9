import type { Fault } from '../../demo-store/faults/faults.ts';
import { type CrashPace, crashNowAndThen, type Span, waits } from '../crashes.ts';
import { createDeck, createRandom } from '../random.ts';
import type { Tally } from '../tally.ts';
import type { Stage } from './stage.ts';

/** How often something happens, and for how long; crashes are counted in messages that came further. */
export interface Pace extends CrashPace {
  weather: Span;
  betweenWeathers: Span;
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
export async function makeTrouble(stage: Stage, options: TroubleOptions): Promise<void> {
  const { seed, pace, tally, signal } = options;
  stage.wire.breakCalls(true);
  await Promise.all([changeWeather(), crashNowAndThen(stage, options)]);
  stage.wire.breakCalls(false);

  async function changeWeather() {
    const random = createRandom(`${seed} weather`);
    const next = createDeck<Weather>(random, weathers);
    while (await waits(random, pace.betweenWeathers, signal)) {
      const weather = next();
      tally.add(weatherNames[weather]);
      await turn(weather);
      await waits(random, pace.weather, signal);
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
}
