#!/usr/bin/env node
import { defineCommand, runMain } from 'citty';
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
  // Each is loaded when it is asked for: the server's modules take longer than most commands.
  subCommands: {
    serve: () => import('./commands/serve.ts').then(({ serve }) => serve),
    demo: () => import('./commands/demo.ts').then(({ demo }) => demo),
    migrate: () => import('./commands/migrate.ts').then(({ migrate }) => migrate),
    stores: () => import('./commands/stores.ts').then(({ stores }) => stores),
    identity: () => import('./commands/identity.ts').then(({ identity }) => identity),
    submissions: () => import('./commands/submissions.ts').then(({ submissions }) => submissions),
    mails: () => import('./commands/mails.ts').then(({ mails }) => mails),
    audit: () => import('./commands/audit.ts').then(({ audit }) => audit),
    erase: () => import('./commands/erase.ts').then(({ erase }) => erase),
    snippet: () => import('./commands/snippet.ts').then(({ snippet }) => snippet),
    csp: () => import('./commands/csp.ts').then(({ csp }) => csp),
    doctor: () => import('./commands/doctor.ts').then(({ doctor }) => doctor),
    guard: () => import('./commands/guard.ts').then(({ guard }) => guard),
  },
});

// citty ends a call that it cannot understand with 1, which here means that a command ran and failed.
process.once('exit', (code) => {
  if (code === exitCodes.failed && !hasCommandRun()) process.exitCode = exitCodes.usage;
});

await runMain(main);
