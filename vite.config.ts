import { availableParallelism } from 'node:os';
import preact from '@preact/preset-vite';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { browserArgs, findBrowser } from './scripts/find-browser.ts';
import { quickWasm } from './scripts/quick-wasm.ts';
import { hasPostgres } from './scripts/throwaway-postgres.ts';

// What the browser gets is built by scripts/build-browser.ts; here are the test projects.
const named = process.argv.flatMap((arg, at, all) =>
  /^--project(=|$)/.test(arg) ? (arg.split('=')[1] ?? all[at + 1] ?? []) : [],
);
const isBrowserWanted = named.includes('browser') || named.every((name) => name.startsWith('!'));

const postgresOnly = 'server/db/open-postgres.test.ts';
const databaseTests = [
  'server/{db,jobs,stores,chat-sessions,chat-outcomes,submissions,retention,key-rotation,customer-attributes,files,mail,webhooks,replies,erasure}/*.test.ts',
  'server/identity/proven-session.test.ts',
  // Of set-up only what is about its memory: the rest never sees which database it is.
  'server/provisioning/drizzle-setup-store.test.ts',
];

/**
 * What half of the tests' time would go into otherwise: loading every module for each file, and compiling the embedded
 * PostgreSQL for speed that a process of a few seconds never sees.
 */
const frugal = { isolate: false, execArgv: [quickWasm] };

/** What takes minutes: `npm run check` does it, `npm test` leaves it out. Every kind of page, person, reason and crash. */
const thorough = [
  'demo-store/scenarios/{killed-server,killed-setup,chaos,two-people,page-kinds,page-cache}/**/*.test.ts',
  'demo-store/scenarios/{reasons,languages,strict-csp,self-test,every-fault,engines}/**/*.test.ts',
  'demo-store/scenarios/{accessibility,contact-page,widget-package}/**/*.test.ts',
  'demo-store/chatwoot/pages/*.test.ts',
  'server/provisioning/{connect-store,provision-store}.test.ts',
  'server/db/pglite/{processes,open-pglite}.test.ts',
];

/** Only a test that fails waits so long: a machine may have other work to do. */
const patient = { testTimeout: 30_000, expect: { poll: { timeout: 10_000 } } };

export default defineConfig({
  test: {
    // Tests wait more than they compute; Vitest's own choice of one worker on two cores leaves most of them idle.
    maxWorkers: availableParallelism() + 1,
    projects: [
      {
        test: {
          name: 'server',
          environment: 'node',
          include: ['{contract,server,cli,demo-store,scripts,theme-snippets,bench,chaos}/**/*.test.ts'],
          exclude: ['**/browser/**', '**/*.browser.test.*', 'demo-store/scenarios/**', postgresOnly, ...thorough],
          ...patient,
          ...frugal,
          hookTimeout: 60_000,
        },
      },
      ...(hasPostgres() ? [postgresProject()] : []),
      {
        plugins: [preact({ devToolsEnabled: false })],
        test: {
          name: 'widget',
          setupFiles: ['widget/src/test-support/version.ts', 'widget/src/test-support/patience.ts'],
          ...patient,
          environment: 'happy-dom',
          include: ['widget/src/**/*.test.{ts,tsx}', 'demo-store/**/browser/**/*.test.{ts,tsx}'],
          exclude: ['**/*.browser.test.*'],
        },
      },
      ...(isBrowserWanted ? [browserProject()] : []),
      {
        test: {
          name: 'e2e',
          environment: 'node',
          globalSetup: ['demo-store/scenarios/kit/browser-profiles.ts'],
          include: ['demo-store/scenarios/**/*.test.ts'],
          exclude: thorough,
          ...patient,
          ...frugal,
          testTimeout: 90_000,
          hookTimeout: 90_000,
        },
      },
      {
        test: {
          name: 'thorough',
          environment: 'node',
          globalSetup: ['demo-store/scenarios/kit/browser-profiles.ts'],
          include: thorough,
          ...patient,
          ...frugal,
          testTimeout: 90_000,
          hookTimeout: 90_000,
        },
      },
    ],
    coverage: {
      provider: 'v8',
      include: ['{contract,server,cli,demo-store}/**/*.{ts,tsx}', 'widget/src/**/*.{ts,tsx}'],
      exclude: ['**/*.test.*', '**/*.d.ts', 'demo-store/scenarios/**'],
      reporter: ['text-summary', 'json-summary'],
    },
  },
});

/** What touches the database, once more on a real PostgreSQL. */
function postgresProject() {
  return {
    test: {
      name: 'postgres',
      environment: 'node' as const,
      globalSetup: ['scripts/throwaway-postgres.ts'],
      include: databaseTests,
      ...patient,
      ...frugal,
      hookTimeout: 60_000,
    },
  };
}

function browserProject() {
  const found = findBrowser();
  Object.assign(process.env, found.env);
  return {
    plugins: [preact({ devToolsEnabled: false })],
    test: {
      name: 'browser',
      setupFiles: ['widget/src/test-support/version.ts', 'widget/src/test-support/patience.ts'],
      ...patient,
      include: ['{widget,demo-store}/**/*.browser.test.{ts,tsx}'],
      browser: {
        enabled: true,
        headless: true,
        screenshotFailures: false,
        provider: playwright({ launchOptions: { executablePath: found.executablePath, args: browserArgs } }),
        instances: [{ browser: 'chromium' as const }],
      },
    },
  };
}
