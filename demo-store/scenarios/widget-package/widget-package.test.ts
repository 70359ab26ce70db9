import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { shopperOn, startScenario } from '../kit/scenario.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const run = promisify(execFile);

/** Somebody's own project, with the package and nothing else in it. */
let project: string;

beforeAll(async () => {
  project = mkdtempSync(join(tmpdir(), 'storefront-chat-package-'));
  const packed = await run('npm', ['pack', '--json', '--pack-destination', project], { cwd: join(root, 'widget') });
  const [{ filename }] = JSON.parse(packed.stdout);
  write('package.json', JSON.stringify({ name: 'shop', private: true, type: 'module' }));
  await run('npm', ['install', '--offline', '--no-audit', '--no-fund', `./${filename}`], { cwd: project });
});
afterAll(() => rmSync(project, { recursive: true, force: true }));

const write = (name: string, text: string) => writeFileSync(join(project, name), text);
const installed = (name: string) => readFileSync(join(project, 'node_modules/storefront-chat-widget', name), 'utf8');

const consumer = `
import { type LoadOptions, loadStorefrontChat, type Prove, type Reason, type WidgetEvents } from 'storefront-chat-widget';

const prove: Prove = async (challenge) => (await fetch('/chat-proof?challenge=' + challenge)).text();
const options: LoadOptions = { server: 'https://chat.example', storeKey: 'tea', dataset: { position: 'left', offsetY: 72 } };
const unread: WidgetEvents['unread'] = 3;

const chat = await loadStorefrontChat(options);
chat?.identify(prove);
const stop = chat?.on('unavailable', (reason) => {
  const known: Reason = reason;
  console.log(known, unread);
});
stop?.();
(window.StorefrontChat ||= { q: [] }).q.push(['open']);

// @ts-expect-error Only with null in mind: on a server there is no widget.
chat.open();
// @ts-expect-error There is no such event.
chat?.on('opend', () => {});
// @ts-expect-error There is no such position.
loadStorefrontChat({ src: 'https://chat.example/w/tea.js', dataset: { position: 'top' } });
// @ts-expect-error Of our build alone.
console.log(__VERSION__);
`;

describe('the packed package, in an empty project', () => {
  it.each(['nodenext', 'bundler'])('has types that stand alone (module resolution %s)', async (moduleResolution) => {
    write('consumer.ts', consumer);
    const compilerOptions = {
      strict: true,
      exactOptionalPropertyTypes: true,
      // Types of ours that lack something must not pass unseen.
      skipLibCheck: false,
      noEmit: true,
      target: 'es2022',
      module: moduleResolution === 'bundler' ? 'esnext' : moduleResolution,
      moduleResolution,
      lib: ['es2022', 'dom', 'dom.iterable'],
      types: [],
    };
    write('tsconfig.json', JSON.stringify({ compilerOptions, files: ['consumer.ts'] }));
    const compiler = join(root, 'node_modules/typescript/bin/tsc');
    const checked = await run(process.execPath, [compiler, '-p', project]).catch((failure) => failure);
    expect(checked.stdout).toBe('');
  });

  it('can be imported on a server, where there is no widget', async () => {
    write(
      'server.js',
      `import { loadStorefrontChat } from 'storefront-chat-widget';
       console.log(await loadStorefrontChat({ server: 'https://chat.example', storeKey: 'tea' }));`,
    );
    expect((await run(process.execPath, ['server.js'], { cwd: project })).stdout.trim()).toBe('null');
  });

  it('leaves nothing in a bundle that does not use it', async () => {
    write('unused.js', "import { loadStorefrontChat } from 'storefront-chat-widget';\nconsole.log('shop');");
    const outcome = await build({
      root: project,
      configFile: false,
      logLevel: 'silent',
      build: { write: false, lib: { entry: join(project, 'unused.js'), formats: ['es'] } },
    });
    const [{ output } = { output: [] }] = [outcome].flat() as { output: { code?: string }[] }[];
    expect(output[0]?.code?.trim()).toMatch(/^(\/\/.*\n)?console\.log\("shop"\);$/);
  });

  it('brings its licence and nothing of ours that it does not need', () => {
    expect(installed('dist/LICENSE')).toContain('MIT');
    expect(JSON.parse(installed('package.json')).dependencies).toBeUndefined();
  });
});

/** Somebody's own app, which loads the widget twice over and opens it. @returns its origin */
async function serveApp(serverUrl: string) {
  const options = { server: serverUrl, storeKey: 'demo', dataset: { position: 'left' } };
  const app = `import { loadStorefrontChat } from '/package.js';
    const [first, second] = await Promise.all([1, 2].map(() => loadStorefrontChat(${JSON.stringify(options)})));
    document.title = String(first === second && first === window.StorefrontChat);
    first.open();`;
  const html = `<!doctype html><html lang="en"><title></title><body><script type="module">${app}</script>`;
  const server = createServer(({ url }, answer) => {
    const isPackage = url === '/package.js';
    answer.setHeader('content-type', isPackage ? 'text/javascript' : 'text/html; charset=utf-8');
    answer.end(isPackage ? installed('dist/index.js') : html);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${port}`;
}

it('brings the widget onto a page, and a message that is written there arrives', async () => {
  const scenario = await startScenario();
  onTestFinished(() => scenario.stop());
  const { demo, agent } = scenario;
  const app = await serveApp(demo.serverUrl);
  await demo.changeStore({ origins: [app] });
  const shopper = shopperOn(await scenario.newShopper());
  await shopper.page.goto(app);
  await shopper.box.waitFor();
  await shopper.write('Written in somebody’s own app');
  await agent.sees('Written in somebody’s own app');
  expect(await shopper.page.title()).toBe('true');
  expect((await shopper.launcher.boundingBox())?.x).toBeLessThan(100);
  expect(await shopper.page.locator('script[src*="/w/demo.js"]').count()).toBe(1);
});
