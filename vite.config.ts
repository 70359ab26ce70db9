import { availableParallelism } from 'node:os';
import preact from '@preact/preset-vite';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { browserArgs, findBrowser } from './scripts/find-browser.ts';
import { hasPostgres } from './scripts/find-postgres.ts';
import { quickWasm } from './scripts/quick-wasm.ts';
import { storyPatienceMs } from './scripts/story-patience.ts';
import { TestOrder } from './scripts/test-order.ts';

// What the browser gets is built by scripts/build-browser.ts; here are the test projects.
const named = process.argv.flatMap((arg, at, all) =>
  /^--project(=|$)/.test(arg) ? (arg.split('=')[1] ?? all[at + 1] ?? []) : [],
);
const isBrowserWanted = named.includes('browser') || named.every((name) => name.startsWith('!'));

const isPostgresHere = hasPostgres();
const throwawayPostgres = 'scripts/throwaway-postgres.ts';
const browserProfiles = 'demo-store/scenarios/kit/browser-profiles.ts';
/** Tests have the embedded database, though a real one is there for others. */
const embedded = { env: { TEST_DATABASE_URL: '' } };
/** A real one where it is found, else the embedded one. */
const foundDatabase = { globalSetup: isPostgresHere ? [throwawayPostgres] : [] };

const postgresOnly = 'server/db/open-postgres.test.ts';
/** What the thorough project has not told on a real PostgreSQL already. */
const databaseTests = ['server/{db,jobs,stores,chat-sessions,chat-outcomes,files,events}/*.test.ts'];

/**
 * What half of the tests' time would go into otherwise: loading every module for each file, and compiling the embedded
 * PostgreSQL for speed that a process of a few seconds never sees.
 */
const frugal = { isolate: false, execArgv: [quickWasm] };

/** What takes minutes: `npm run check` does it, `npm test` leaves it out. Every kind of page, person, reason and crash. */
const thoroughStories = [
  'demo-store/scenarios/{killed-server,killed-setup,chaos,two-people,page-kinds,page-cache}/**/*.test.ts',
  'demo-store/scenarios/{reasons,languages,strict-csp,self-test,every-fault,engines}/**/*.test.ts',
  'demo-store/scenarios/{accessibility,contact-page,widget-package,chatwoot-down,our-server-down}/**/*.test.ts',
  'demo-store/scenarios/{another-chatwoot,command-line,start-and-stop,trap-moved-chat,owner-switches}/**/*.test.ts',
  'demo-store/scenarios/{consent,privacy}/**/*.test.ts',
  'demo-store/scenarios/{wordpress,shopify,shop-files,npm-package}/**/*.test.ts',
  'demo-store/scenarios/{tracking,contact-form}/**/*.test.ts',
  'demo-store/chatwoot/pages/*.test.ts',
  'theme-snippets/includes-in-browser.test.ts',
];
const thoroughServer = [
  'server/{abuse,activity,analytics,customer-attributes,doctor,erasure,guard,identity,key-rotation}/*.test.ts',
  'server/{mail,provisioning,replies,retention,shopify,submissions,webhooks}/*.test.ts',
  'cli/commands/*.test.ts',
  'server/db/pglite/{processes,open-pglite,template,durable-files}.test.ts',
];

/** Only a test that fails waits so long: a machine may have other work to do. */
const patient = { testTimeout: 30_000, expect: { poll: { timeout: 10_000 } } };
const ofServer = { ...patient, ...frugal, hookTimeout: 60_000 };
/** CI's machine is busy with other tests, and a browser can fail for that alone. The list says what was told twice. */
const secondChance = { retry: process.env.CI ? 1 : 0 };
const stories = {
  ...frugal,
  ...secondChance,
  testTimeout: storyPatienceMs + 50_000,
  hookTimeout: storyPatienceMs,
  expect: { poll: { timeout: storyPatienceMs, interval: 150 } },
};

export default defineConfig({
  test: {
    // Tests wait more than they compute; Vitest's own choice of one worker on two cores leaves most of them idle.
    maxWorkers: availableParallelism() + 1,
    sequence: { sequencer: TestOrder },
    // What `npm test` has compiled, the check after it needs not compile again.
    experimental: { fsModuleCache: !!process.env.CI },
    projects: [
      {
        test: {
          name: 'server',
          environment: 'node',
          include: ['{contract,server,cli,demo-store,scripts,theme-snippets,bench,chaos}/**/*.test.ts'],
          exclude: [
            ...['**/browser/**', '**/*.browser.test.*', 'demo-store/scenarios/**', postgresOnly],
            ...[...thoroughServer, ...thoroughStories],
          ],
          ...ofServer,
          ...embedded,
        },
      },
      {
        test: { name: 'server-thorough', environment: 'node', include: thoroughServer, ...ofServer, ...foundDatabase },
      },
      ...(isPostgresHere ? [postgresProject()] : []),
      {
        plugins: [preact({ devToolsEnabled: false })],
        test: {
          name: 'widget',
          setupFiles: ['widget/src/test-support/version.ts', 'widget/src/test-support/patience.ts'],
          ...patient,
          ...frugal,
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
          globalSetup: [browserProfiles],
          include: ['demo-store/scenarios/**/*.test.ts'],
          exclude: thoroughStories,
          ...stories,
          ...embedded,
        },
      },
      {
        test: {
          name: 'e2e-thorough',
          environment: 'node',
          include: thoroughStories,
          ...stories,
          ...foundDatabase,
          globalSetup: [browserProfiles, ...foundDatabase.globalSetup],
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
      include: databaseTests,
      ...ofServer,
      ...foundDatabase,
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
      ...secondChance,
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
