#!/usr/bin/env node
import { defineCommand, runMain } from 'citty';
import { csp } from './commands/csp.ts';
import { demo } from './commands/demo.ts';
import { doctor } from './commands/doctor.ts';
import { guard } from './commands/guard.ts';
import { identity } from './commands/identity.ts';
import { migrate } from './commands/migrate.ts';
import { serve } from './commands/serve.ts';
import { stores } from './commands/stores.ts';
import { packageVersion } from './package-version.ts';
import { exitCodes, hasCommandRun } from './run-command.ts';

const main = defineCommand({
  meta: {
    name: 'storefront-chat',
    version: packageVersion(),
    description:
      'Live chat for online shops on a self-hosted Chatwoot.\n\n' +
      'Settings come from the environment; a wrong one is named together with what it should be.\n' +
      'Exit codes: 0 done, 1 failed, 2 wrong usage or environment, 3 no such store.',
  },
  subCommands: { serve, demo, migrate, stores, identity, csp, doctor, guard },
});

// citty ends a call that it cannot understand with 1, which here means that a command ran and failed.
process.once('exit', (code) => {
  if (code === exitCodes.failed && !hasCommandRun()) process.exitCode = exitCodes.usage;
});

await runMain(main);
