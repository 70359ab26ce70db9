import { defineCommand } from 'citty';
import { readConfig } from '../../server/config.ts';
import { startServer } from '../../server/start-server.ts';
import { runCommand } from '../run-command.ts';
import { untilStopped } from '../until-stopped.ts';

export const serve = defineCommand({
  meta: {
    name: 'serve',
    description:
      'Run the server: handshake, sessions, messages and their delivery.\n\n' +
      'Needs PUBLIC_URL and ENCRYPTION_KEYS. The database is embedded in DATA_DIR, or PostgreSQL by DATABASE_URL\n' +
      '(then run `migrate` first). Behind a proxy set TRUST_PROXY. With GUARD_CHATWOOT_URL it is also the\n' +
      'guard before that Chatwoot (see `guard --help`). Stops cleanly on SIGINT and SIGTERM.',
  },
  run: (call) =>
    runCommand(call, async () => {
      const server = await startServer(readConfig(process.env));
      await untilStopped(server);
    }),
});
