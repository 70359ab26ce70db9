import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { copyPackages } from '../kit/copy-packages.ts';
import { type Scenario, shopperOn, startScenario } from '../kit/scenario.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const run = promisify(execFile);
const read = (path: string) => readFileSync(join(root, path), 'utf8');

const examples = {
  React: { path: 'docs/examples/react/StorefrontChat.tsx', name: 'StorefrontChat.tsx', language: 'tsx' },
  Vue: { path: 'docs/examples/vue/storefront-chat.ts', name: 'storefront-chat.ts', language: 'ts' },
};

/** Somebody's own project, with the packed widget, React and Vue. */
let project: string;
let scenario: Scenario;
const write = (name: string, text: string) => writeFileSync(join(project, name), text);

beforeAll(async () => {
  project = mkdtempSync(join(tmpdir(), 'storefront-chat-examples-'));
  const packed = await run('npm', ['pack', '--json', '--pack-destination', project], { cwd: join(root, 'widget') });
  const [{ filename }] = JSON.parse(packed.stdout);
  await copyPackages(['react', '@types/react', 'vue', 'preact'], project);
  const folder = join(project, 'node_modules/storefront-chat-widget');
  mkdirSync(folder);
  await run('tar', ['-xzf', join(project, filename), '--strip-components=1'], { cwd: folder });
  for (const { path, name } of Object.values(examples)) write(name, read(path));
  scenario = await startScenario();
});
afterAll(async () => {
  await scenario.stop();
  rmSync(project, { recursive: true, force: true });
});

it.each(['nodenext', 'bundler'])(
  'examples have the types of the packed widget, React and Vue (%s)',
  async (resolution) => {
    const compilerOptions = {
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      skipLibCheck: false,
      noEmit: true,
      target: 'es2022',
      module: resolution === 'bundler' ? 'esnext' : resolution,
      moduleResolution: resolution,
      lib: ['es2022', 'dom', 'dom.iterable'],
      jsx: 'react-jsx',
      types: [],
    };
    write('tsconfig.json', JSON.stringify({ compilerOptions, files: Object.values(examples).map(({ name }) => name) }));
    const compiler = join(root, 'node_modules/typescript/bin/tsc');
    const checked = await run(process.execPath, [compiler, '-p', project]).catch((failure) => failure);
    expect(checked.stdout).toBe('');
  },
);

/** The shop around an example, on the page twice over: its button, and what it knows, which the test changes. */
const apps = {
  // The tests have no react-dom: Preact runs the hooks.
  React: `import { createElement, render, useEffect, useState } from 'preact/compat';
    import { Chat, HelpButton } from './StorefrontChat.tsx';
    function App() {
      const [facts, setFacts] = useState({ customerId: null });
      useEffect(() => { window.change = setFacts; }, []);
      return [createElement(Chat, { key: 'chat', ...facts }), createElement(HelpButton, { key: 'help' })];
    }
    for (const place of document.querySelectorAll('div')) render(createElement(App), place);`,
  Vue: `import { createApp, h, shallowRef } from 'vue';
    import { HelpButton, storefrontChat, useChatFacts } from './storefront-chat.ts';
    const facts = shallowRef({ customerId: null });
    window.change = (changed) => { facts.value = changed; };
    const setup = () => {
      useChatFacts({ customerId: () => facts.value.customerId, page: () => facts.value.page });
      return () => h(HelpButton);
    };
    const options = { server: 'https://chat.example.com', storeKey: 'tea' };
    for (const place of document.querySelectorAll('div')) createApp({ setup }).use(storefrontChat, options).mount(place);`,
};

async function bundle(framework: keyof typeof apps): Promise<string> {
  const { serverUrl } = scenario.demo;
  const entry = `${framework}.js`;
  write(entry, apps[framework]);
  const ownServer = {
    name: 'own-server',
    transform: (code: string) =>
      code.replaceAll('https://chat.example.com', serverUrl).replaceAll(/storeKey: .tea./g, "storeKey: 'demo'"),
  };
  const outcome = await build({
    root: project,
    configFile: false,
    logLevel: 'silent',
    plugins: [ownServer],
    resolve: { alias: [{ find: /^react$/, replacement: 'preact/compat' }] },
    // Else a build within tests is one for development.
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact', development: false } },
    define: { 'process.env.NODE_ENV': '"production"' },
    build: { write: false, target: 'es2022', lib: { entry: join(project, entry), formats: ['es'] } },
  });
  const [{ output } = { output: [] }] = [outcome].flat() as { output: { code?: string }[] }[];
  return output[0]?.code ?? '';
}

/** @returns the shop's origin, and the challenges that it was asked to sign over */
async function serveApp(code: string) {
  const challenges: string[] = [];
  const server = createServer(({ url = '' }, answer) => {
    const { pathname, searchParams } = new URL(url, 'http://shop');
    const challenge = searchParams.get('challenge');
    if (pathname === '/chat-proof') challenges.push(challenge ?? '');
    if (pathname === '/chat-proof') return void answer.writeHead(204).end();
    answer.setHeader('content-type', pathname === '/app.js' ? 'text/javascript' : 'text/html; charset=utf-8');
    answer.end(
      pathname === '/app.js'
        ? code
        : '<!doctype html><html lang="en"><title>Shop</title><div></div><div></div><script type="module" src="/app.js"></script>',
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, challenges };
}

describe.each(Object.keys(apps) as (keyof typeof apps)[])('the example for %s', (framework) => {
  const { path, language } = examples[framework];

  it('stands in the docs as it is', () => {
    expect(read('docs/npm.md')).toContain(`\`\`\`${language}\n${read(path)}\`\`\``);
  });

  it('brings chat once, asks who is signed in when somebody wants to write, and tells what changes', async () => {
    const { origin, challenges } = await serveApp(await bundle(framework));
    await scenario.demo.changeStore({ origins: [origin] });
    const { page, box, launcher, write } = shopperOn(await scenario.newShopper());
    const change = (facts: object) =>
      page.evaluate((facts) => (window as unknown as { change(facts: object): void }).change(facts), facts);
    await page.goto(origin);
    await launcher.waitFor();
    await page.waitForFunction(() => 'change' in window);
    expect([await launcher.count(), await page.locator('script[src*="/w/demo.js"]').count()]).toEqual([1, 1]);
    expect(challenges).toEqual([]);

    const words = `Written in ${framework}`;
    await change({ customerId: null, page: { cart: { itemCount: 2, total: 3998, currency: 'EUR' } } });
    await page.getByRole('button', { name: 'Help' }).first().click();
    await box.waitFor();
    await expect.poll(() => challenges).toEqual([expect.stringMatching(/^[\w-]{43}$/)]);
    await write(words);
    await expect.poll(() => scenario.agent.attributesOf(words)).toMatchObject({ storefront_cart: '2 items, €39.98' });

    const asked = challenges.length;
    await change({ customerId: '42' });
    await expect.poll(() => challenges.length).toBeGreaterThan(asked);

    const session = async () => (await page.context().cookies()).find(({ name }) => name === 'cw_conversation')?.value;
    await expect.poll(session).toBeDefined();
    const before = await session();
    await change({ customerId: null });
    await expect.poll(session).not.toBe(before);
  });
});
