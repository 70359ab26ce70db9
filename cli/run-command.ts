import { userInfo } from 'node:os';
import { ConfigError, readStorageConfig } from '../server/config.ts';
import { type OpenDatabase, openDatabase } from '../server/db/open-database.ts';
import { createSecrets } from '../server/db/secrets.ts';
import { AppError } from '../server/errors.ts';
import type { ChangeDeps } from '../server/stores/index.ts';

const exitCodes = { failed: 1, usage: 2, notFound: 3 } as const;

/** Runs a command; what goes wrong is one message on standard error and an exit code that means something. */
export async function runCommand(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = exitCodeOf(error);
  }
}

/** Opens the database for one command and closes it again. */
export async function withDatabase(work: (deps: ChangeDeps) => Promise<void>): Promise<void> {
  await runCommand(async () => {
    const config = readStorageConfig(process.env);
    const opened: OpenDatabase = await openDatabase(config.database);
    try {
      await work({ database: opened.database, secrets: createSecrets(config.encryptionKeys), actor: actor() });
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
