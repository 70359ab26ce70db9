import { defineCommand } from 'citty';
import { readStorageConfig } from '../../server/config.ts';
import { migrateDatabase } from '../../server/db/open-database.ts';
import { runCommand } from '../run-command.ts';

export const migrate = defineCommand({
  meta: {
    name: 'migrate',
    description:
      'Bring the database up to date: tables, row-level security, job queues. Safe to repeat.\n\n' +
      'On PostgreSQL this needs DATABASE_OWNER_URL, the login that owns the tables; the one of DATABASE_URL serves\n' +
      'requests and owns nothing. The embedded database migrates itself whenever it is opened.',
  },
  run: (call) =>
    runCommand(call, async () => {
      const { database } = readStorageConfig(process.env);
      await migrateDatabase(database);
      process.stdout.write('The database is up to date.\n');
    }),
});
