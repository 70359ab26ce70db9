import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { findPostgres } from '../../scripts/throwaway-postgres.ts';
import { guards } from './guards.ts';
import type { ChaosOptions } from './run.ts';
import { type DatabaseKind, databases } from './stage.ts';
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

function databasesOf(wanted: DatabaseKind | 'both'): DatabaseKind[] {
  if (wanted !== 'both') return [wanted];
  if (findPostgres()) return [...databases];
  process.stderr.write('\n*** PostgreSQL is not installed here: this runs on the embedded database alone. ***\n\n');
  return ['pglite'];
}

function wholeNumber(name: string, text: string, least: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least) return value;
  throw new Error(`--${name} is "${text}": it should be a whole number from ${least} up.`);
}

function oneOf<T extends string>(name: string, text: string, known: readonly T[]): T {
  const found = known.find((value) => value === text);
  if (found) return found;
  throw new Error(`--${name} is "${text}": it should be one of ${known.join(', ')}.`);
}
