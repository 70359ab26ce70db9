import { readFileSync } from 'node:fs';
import { defineCommand } from 'citty';
import { ConfigError } from '../../server/config.ts';
import {
  describeOpening,
  hoursTable,
  type OpeningHours,
  parseHolidays,
  parseWeek,
} from '../../server/opening-hours/index.ts';
import { createSetupStore, formatSetupReport, writeOpeningHours } from '../../server/provisioning/index.ts';
import {
  type ChangeDeps,
  type HoursChanges,
  type Store,
  setOpeningHours,
  showStore,
} from '../../server/stores/index.ts';
import { exitCodes, withDatabase } from '../run-command.ts';
import { setupArgs } from '../setup.ts';
import { jsonArg, printJson } from '../store-args.ts';
import { formatTable } from '../table.ts';

export const storesHours = defineCommand({
  meta: {
    name: 'hours',
    description:
      'Show or set when people answer. Outside these hours a press says when they are back, and takes a message.\n\n' +
      'What is not named stays. Chatwoot is told at once, as far as it can hold hours: one span a day, no holidays.',
  },
  args: {
    store: { type: 'positional', description: 'Key of the store', required: true },
    open: {
      type: 'string',
      description: 'The week: "mon-fri 09:00-12:00 13:00-17:30, sat 10:00-16:00"; other days are closed',
      valueHint: 'hours',
    },
    'time-zone': { type: 'string', description: 'Of the shop, such as Europe/Amsterdam', valueHint: 'zone' },
    holidays: {
      type: 'string',
      description: 'Days that differ: "2026-12-25, 2026-12-31 09:00-13:00"; empty: none',
      valueHint: 'days',
    },
    file: {
      type: 'string',
      description: 'JSON: {"timeZone": …, "week": {"monday": [["09:00", "17:30"]]}, "holidays": [{"date": …}]}',
      valueHint: 'path',
    },
    always: { type: 'boolean', description: 'People answer at all hours' },
    ...setupArgs,
    json: jsonArg,
  },
  run: (call) =>
    withDatabase(call, async (deps) => {
      const { args } = call;
      const changes = changesOf(args);
      if (changes === undefined) return print(await showStore(deps.database, args.store), args.json);
      const store = await setOpeningHours(deps, args.store, changes);
      print(store, args.json);
      await tellChatwoot(deps, store, args.overwrite);
    }),
});

interface HoursArgs {
  open?: string | undefined;
  'time-zone'?: string | undefined;
  holidays?: string | undefined;
  file?: string | undefined;
  always?: boolean | undefined;
}

/** Null: always open. Undefined: nothing is to be changed. */
function changesOf({ file, always, ...parts }: HoursArgs): HoursChanges | null | undefined {
  const { open, holidays, 'time-zone': timeZone } = parts;
  const changes: HoursChanges = {
    ...(open === undefined ? {} : { week: parseWeek(open) }),
    ...(holidays === undefined ? {} : { holidays: parseHolidays(holidays) }),
    ...(timeZone === undefined ? {} : { timeZone }),
  };
  const isChange = Object.keys(changes).length > 0;
  if ([isChange, file !== undefined, always === true].filter(Boolean).length > 1) {
    throw new ConfigError('Say the hours in one way: --always, --file, or --open with --time-zone and --holidays.');
  }
  if (always) return null;
  if (file !== undefined) return readHours(file);
  return isChange ? changes : undefined;
}

function readHours(file: string): HoursChanges {
  try {
    // Checked where it is stored, like any other input.
    return { holidays: [], ...JSON.parse(readFileSync(file, 'utf8')) };
  } catch (error) {
    throw new ConfigError(
      `--file should be a JSON file that can be read: ${error instanceof Error ? error.message : ''}`,
    );
  }
}

function print({ key, openingHours }: Pick<Store, 'key' | 'openingHours'>, json: boolean | undefined): void {
  if (json) printJson(openingHours);
  else process.stdout.write(openingHours ? asText(key, openingHours) : `${key}: people answer at all hours.\n`);
}

function asText(key: string, hours: OpeningHours): string {
  const table = formatTable(['day', 'hours'], hoursTable(hours));
  return `${table}\n${key} is ${describeOpening(hours, new Date())} (${hours.timeZone}).\n`;
}

/** Ours are set whatever becomes of this. */
async function tellChatwoot({ database, secrets }: ChangeDeps, { id }: Store, overwrite: boolean): Promise<void> {
  try {
    const report = await writeOpeningHours({ store: createSetupStore(database, secrets) }, id, { overwrite });
    process.stderr.write(report ? `${formatSetupReport(report)}\n` : 'Set-up will write them to Chatwoot.\n');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    process.stderr.write(`The hours count from now on, but Chatwoot does not know them. ${reason}\n`);
    process.exitCode = exitCodes.failed;
  }
}
