import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import type { CrashPace } from '../crashes.ts';
import { databases, databasesOf } from '../databases.ts';
import { oneOf, wholeNumber } from '../option-values.ts';
import { guards } from './guards.ts';
import type { ChaosOptions } from './run.ts';

/** How often things fall for so many events: some two dozen times. */
function paceOf(events: number): CrashPace {
  const share = (part: number) => Math.ceil(events * part);
  return {
    untilKill: [share(0.02), share(0.06)],
    untilCrash: [share(0.05), share(0.15)],
    away: [100, 2500],
    mostKills: 100,
  };
}

/** For some thousand events in some seconds. */
export function hasty(events: number): Pick<ChaosOptions, 'pace' | 'spreadMs' | 'heldUpMs'> {
  const untilKill = [Math.ceil(events / 5), Math.ceil(events / 3)] as const;
  return {
    pace: { untilKill, untilCrash: untilKill, away: [100, 300], mostKills: 2 },
    spreadMs: 4000,
    heldUpMs: [50, 600],
  };
}

/**
 * Reads the command line: one run for each database that is asked for.
 * @throws Error that says what the option should be.
 */
export function readOptions(args: string[]): ChaosOptions[] {
  const { values } = parseArgs({
    args,
    options: {
      seed: { type: 'string', default: randomBytes(3).toString('hex') },
      events: { type: 'string', default: '100000' },
      visitors: { type: 'string', default: '500' },
      minutes: { type: 'string', default: '12' },
      database: { type: 'string', default: 'both' },
      without: { type: 'string' },
      hasty: { type: 'boolean', default: false },
      log: { type: 'string' },
    },
  });
  const events = wholeNumber('events', values.events, 1);
  const visitors = Math.min(wholeNumber('visitors', values.visitors, 1), events);
  const options = {
    seed: values.seed,
    events,
    visitors,
    stores: Math.min(10, visitors),
    minutes: wholeNumber('minutes', values.minutes, 1),
    without: values.without === undefined ? undefined : oneOf('without', values.without, guards),
    logFile: values.log,
    ...(values.hasty ? hasty(events) : { pace: paceOf(events), spreadMs: events * 2, heldUpMs: [50, 3000] as const }),
  };
  const wanted = oneOf('database', values.database, [...databases, 'both']);
  return databasesOf(wanted).map((database) => ({ ...options, database }));
}
