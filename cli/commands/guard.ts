import { defineCommand } from 'citty';
import { readGuardConfig } from '../../server/config.ts';
import { startGuard } from '../../server/guard/index.ts';
import { runCommand } from '../run-command.ts';
import { untilStopped } from '../until-stopped.ts';

export const guard = defineCommand({
  meta: {
    name: 'guard',
    description:
      'Stand before Chatwoot’s Widget API, so that nobody becomes another customer by naming them.\n\n' +
      'Needs CHATWOOT_URL, the address of Chatwoot itself; listens on HOST and PORT (127.0.0.1:4003). Set TRUST_PROXY\n' +
      'to the proxy that leads /api/v1/widget/ here. docs/guard.md has the lines for nginx and Caddy.',
  },
  run: (call) => runCommand(call, async () => untilStopped(await startGuard(readGuardConfig(process.env)))),
});
