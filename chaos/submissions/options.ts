import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { databases, databasesOf } from '../databases.ts';
import { oneOf, wholeNumber } from '../option-values.ts';
import { guards } from './guards.ts';
import type { ChaosOptions } from './run.ts';
import { hastyTimings, ordinaryTimings } from './timings.ts';
import { hastyPace, ordinaryPace } from './troubles.ts';

/** How fast things happen. */
type Tempo = Pick<ChaosOptions, 'timings' | 'pace' | 'spreadMs' | 'idleMs'>;

/** As many minutes as a thousand messages take. A sweep may have to find what was left: that is a minute. */
function ordinary(messages: number): Tempo {
  return { timings: ordinaryTimings, pace: ordinaryPace, spreadMs: messages * 150, idleMs: 110_000 };
}

/** For some dozens of messages in some seconds. */
export function hasty(messages: number): Tempo {
  return { timings: hastyTimings, pace: hastyPace, spreadMs: messages * 80, idleMs: 75_000 };
}

/** What is lost with a guard taken out stays lost; how much exactly is of no interest. */
const idleWithoutGuardMs = 40_000;

/**
 * Reads the command line: one run for each database that is asked for.
 * @throws Error that says what the option should be.
 */
export function readOptions(args: string[]): ChaosOptions[] {
  const { values } = parseArgs({
    args,
    options: {
      seed: { type: 'string', default: randomBytes(3).toString('hex') },
      messages: { type: 'string', default: '1000' },
      browsers: { type: 'string', default: '24' },
      minutes: { type: 'string', default: '12' },
      database: { type: 'string', default: 'both' },
      without: { type: 'string' },
      hasty: { type: 'boolean', default: false },
      log: { type: 'string' },
    },
  });
  const messages = wholeNumber('messages', values.messages, 1);
  const browsers = Math.min(wholeNumber('browsers', values.browsers, 0), Math.floor(messages / 8));
  const without = values.without === undefined ? undefined : oneOf('without', values.without, guards);
  return databasesOf(oneOf('database', values.database, [...databases, 'both'])).map((database) => ({
    seed: values.seed,
    messages,
    browsers,
    minutes: wholeNumber('minutes', values.minutes, 1),
    database,
    without,
    ...(values.hasty ? hasty(messages) : ordinary(messages)),
    ...(without && { idleMs: idleWithoutGuardMs }),
    logFile: values.log,
  }));
}
