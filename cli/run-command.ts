import { userInfo } from 'node:os';
import { ConfigError, readStorageConfig } from '../server/config.ts';
import { type OpenDatabase, openDatabase } from '../server/db/open-database.ts';
import { createSecrets } from '../server/db/secrets.ts';
import { AppError } from '../server/errors.ts';
import { readTextPacks, type StoreChangeDeps } from '../server/stores/index.ts';

export const exitCodes = { failed: 1, usage: 2, notFound: 3 } as const;

/** A command as citty calls it: what was typed, what it made of that, and the definition. */
export interface Call {
  rawArgs: string[];
  cmd: { args?: unknown };
  args?: { _: string[] };
}

let hasRun = false;

/** Whether any command's own work has begun; until then what goes wrong is the way it was called. */
export const hasCommandRun = () => hasRun;

/**
 * Runs a command; what goes wrong is one message on standard error and an exit code that means something.
 * @param call of citty, to refuse flags that the command does not have: a typo must not be passed over in silence.
 */
export async function runCommand({ rawArgs, cmd, args }: Call, work: () => Promise<void>): Promise<void> {
  hasRun = true;
  try {
    refuseUnknownFlags(rawArgs, Object.keys(cmd.args ?? {}));
    refuseSurplus(cmd.args ?? {}, args?._ ?? []);
    await work();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = exitCodeOf(error);
  }
}

function refuseUnknownFlags(rawArgs: string[], known: string[]): void {
  for (const arg of rawArgs) {
    const flag = /^--(?:no-)?([^=]+)/.exec(arg)?.[1];
    if (flag && !known.includes(flag) && !known.includes(`no-${flag}`)) {
      throw new ConfigError(`There is no flag --${flag} here; see --help.`);
    }
  }
}

/** It is not repeated: it may be a secret that was meant for a flag which takes none. */
function refuseSurplus(known: object, given: string[]): void {
  const wanted = Object.values(known).filter(({ type }) => type === 'positional').length;
  if (given.length > wanted) throw new ConfigError('There is an argument too many here; see --help.');
}

/** Opens the database for one command and closes it again. */
export async function withDatabase(call: Call, work: (deps: StoreChangeDeps) => Promise<void>): Promise<void> {
  await runCommand(call, async () => {
    const config = readStorageConfig(process.env);
    const opened: OpenDatabase = await openDatabase(config.database);
    try {
      const secrets = createSecrets(config.encryptionKeys);
      await work({ database: opened.database, secrets, actor: actor(), textPacks: readTextPacks });
    } finally {
      await opened.close();
    }
  });
}

function exitCodeOf(error: unknown): number {
  if (error instanceof ConfigError) return exitCodes.usage;
  if (!(error instanceof AppError)) return exitCodes.failed;
  return error.code === 'store_not_found' ? exitCodes.notFound : exitCodes.usage;
}

/** For the audit log: who sits at this terminal. */
function actor(): string {
  return `cli:${process.env.SUDO_USER ?? userInfo().username}`;
}
