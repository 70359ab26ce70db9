import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { parse } from 'parse5';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startChatwoot } from '../../chatwoot/start-chatwoot.ts';
import { copyPackages } from '../kit/copy-packages.ts';
import { type Process, runProgram } from '../kit/server-process.ts';
import { type InstalledPackage, installPackage } from './install-package.ts';

const run = promisify(execFile);
const checkout = fileURLToPath(new URL('../../..', import.meta.url));

let shop: InstalledPackage;
beforeAll(async () => {
  shop = await installPackage();
}, 240_000);
afterAll(() => shop.remove());

const write = (name: string, text: string) => writeFileSync(join(shop.folder, name), text);
const installed = (path = '') => join(shop.folder, 'node_modules/storefront-chat', path);
const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());

/** Starts a program of the project, and ends whatever it leaves if the test did not. */
function start(program: string, args: string[], env: Record<string, string>): Process & { pid: number } {
  const process = runProgram(program, args, { cwd: shop.folder, env, detached: true });
  const pid = process.child.pid ?? 0;
  onTestFinished(() => void tell(pid, 'SIGKILL'));
  return Object.assign(process, { pid });
}

/** Tells a process and all that it has started. @returns whether any of them is there */
function tell(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-pid, signal);
  } catch {
    return false;
  }
}

describe('what is in the tarball', () => {
  it('is small: two megabytes, half of them the reference of the API', () => {
    console.log(`npm package: ${shop.size} bytes packed, ${shop.unpackedSize} unpacked, ${shop.files.length} files`);
    // Half of it is the script that shows the API; a recording, a photo or a second build would be seen.
    expect(shop.size).toBeLessThan(2_500_000);
    expect(shop.unpackedSize).toBeLessThan(9_000_000);
  });

  it('has no tests, and no maps to sources that stay at home', () => {
    expect(shop.files.filter((path) => testFile.test(path))).toEqual([]);
    expect(shop.files.filter((path) => path.endsWith('.map'))).toEqual([]);
  });

  it('has whatever goes into a shop', () => {
    for (const folder of ['theme-snippets', 'dist/integrations'].filter((path) => existsSync(join(checkout, path)))) {
      const here = filesIn(join(checkout, folder)).map(({ parentPath, name }) => join(parentPath, name));
      const wanted = here.map((path) => path.slice(checkout.length)).filter((path) => !testFile.test(path));
      expect(wanted.filter((path) => !shop.files.includes(path))).toEqual([]);
    }
  });

  it('imports what it depends on, and nothing that only the checkout has', () => {
    const code = shop.files.filter((path) => /^dist\/node\/.*\.js$/.test(path));
    const imported = new Set(code.flatMap((path) => importsIn(readFileSync(installed(path), 'utf8'))));
    const isThere = (name: string) => [...shop.dependencies, ...doesWithout].includes(name);
    expect([...imported].filter((name) => !isThere(name))).toEqual([]);
    expect(shop.dependencies.filter((name) => !imported.has(name))).toEqual([]);
  });
});

/** The demo's mailbox: without them it says nothing of mails. */
const doesWithout = ['smtp-server', 'mailparser'];

const testFile = /\.test\.|\/test(-support)?\/|\/testing\/|\/scenarios\//;

/** Names of packages that compiled code imports. */
function importsIn(source: string): string[] {
  // The command line prints code that shops use: that is no import of ours.
  const code = source.replace(/`(?:\\.|[^`\\])*`/g, '``');
  const statements = code.matchAll(/^(?:import|export)\s+(?:[^'";]*?\sfrom\s+)?'([^']+)';$/gm);
  const calls = code.matchAll(/\bimport\('([^']+)'\)/g);
  const specifiers = [...statements, ...calls].map(([, specifier = '']) => specifier);
  const packages = specifiers.filter((specifier) => !/^(\.|node:)/.test(specifier));
  return packages.map((specifier) => /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier);
}

describe('npx storefront-chat', () => {
  it('explains itself', async () => {
    const { stdout } = await run('npx', ['storefront-chat', '--help'], { cwd: shop.folder });
    expect(stdout).toMatch(/USAGE.*storefront-chat/);
    for (const command of ['serve', 'demo', 'stores', 'doctor']) expect(stdout).toContain(command);
  });

  it('runs the demo: a shop with all its files, and chat in it with all its chunks', async () => {
    const ports = { SHOP_PORT: '0', PORT: '0', CHATWOOT_PORT: '0', MAILS_PORT: '0' };
    const demo = start('npx', ['storefront-chat', 'demo'], { ...ports, DATA_DIR: join(shop.folder, 'demo') });
    await demo.prints('Ctrl-C stops everything');
    const [, shopUrl = ''] = /Shop +(\S+)/.exec(demo.output()) ?? [];
    const [, deskUrl = ''] = /Agent desk +(\S+)/.exec(demo.output()) ?? [];

    const files = await filesOfPage(shopUrl);
    for (const kind of [/\/assets\/.*\.css/, /\/pictures\/.*\.svg/, /\/w\/demo\.js$/])
      expect(files.some((address) => kind.test(address))).toBe(true);
    for (const address of [...files, ...(await filesOfPage(deskUrl)), ...(await chunksOf(files))])
      expect([address, (await fetch(address)).status]).toEqual([address, 200]);

    // As Ctrl-C does in a terminal.
    tell(demo.pid, 'SIGINT');
    await demo.ended();
    expect(demo.output()).toContain('Stopped.');
    await expect.poll(() => tell(demo.pid, 0)).toBe(false);
  });
});

/** Addresses of what a page fetches: scripts, styles, pictures. */
async function filesOfPage(page: string): Promise<string[]> {
  const answer = await fetch(page);
  expect(answer.status).toBe(200);
  const addresses: string[] = [];
  const visit = (node: object) => {
    const { tagName, attrs = [], childNodes = [] } = node as Partial<Node>;
    for (const { name, value } of attrs)
      if (name === 'src' || (tagName === 'link' && name === 'href')) addresses.push(new URL(value, page).href);
    childNodes.forEach(visit);
  };
  visit(parse(await answer.text()));
  return addresses.filter((address) => address.startsWith('http'));
}

interface Node {
  tagName: string;
  attrs: { name: string; value: string }[];
  childNodes: object[];
}

/** Addresses of all chunks of the loader that a page has. */
async function chunksOf(files: string[]): Promise<string[]> {
  const loader = files.find((address) => address.includes('/w/')) ?? '';
  const [, pattern = ''] = /"assets":"([^"]+\*[^"]+)"/.exec(await (await fetch(loader)).text()) ?? [];
  const names = filesIn(installed('dist/browser/widget/shop-files')).map(({ name }) => name.replace(/\.js$/, ''));
  const chunks = names.filter((name) => name !== 'storefront-chat');
  expect(chunks.length).toBeGreaterThan(10);
  return chunks.map((name) => new URL(pattern.replace('*', name), loader).href);
}

describe('in production', () => {
  const env: Record<string, string> = {
    NODE_ENV: 'production',
    PUBLIC_URL: 'https://chat.example',
    PORT: '0',
    ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
  };
  beforeAll(() => {
    env.DATA_DIR = join(shop.folder, 'production');
  });

  it('adds a store, serves it on the embedded database, and stops on SIGTERM with nothing left', async () => {
    const platformToken = 'platform-token';
    const chatwoot = await startChatwoot({ port: 0, publicUrl: 'http://127.0.0.1', platformToken, browserFiles: '.' });
    onTestFinished(chatwoot.stop);
    const cli = join(shop.folder, 'node_modules/.bin/storefront-chat');
    const platform = { CHATWOOT_URL: chatwoot.url, CHATWOOT_PLATFORM_TOKEN: platformToken };
    const store = [
      '--key',
      'tea',
      '--name',
      'Tea',
      '--origins',
      'https://tea.example',
      '--admin-email',
      'a@tea.example',
    ];
    const added = start(cli, ['stores', 'add', ...store], { ...env, ...platform });
    expect([await added.ended(), added.output()]).toEqual([0, expect.stringContaining('/w/tea.js')]);

    const server = start(cli, ['serve'], env);
    await server.prints('"listening"');
    const url = `http://127.0.0.1:${/"port":(\d+)/.exec(server.output())?.[1]}`;
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    expect(await (await fetch(`${url}/w/tea.js`)).text()).toContain('"websiteToken"');
    server.child.kill('SIGTERM');
    expect(await server.ended()).toBe(0);
    expect(tell(server.pid, 0)).toBe(false);
  });

  it('is a library: somebody’s own program serves the same store', async () => {
    write(
      'serve.js',
      `import { readConfig, startServer } from 'storefront-chat';
       const server = await startServer(readConfig({ ...process.env, LOG_LEVEL: 'silent' }));
       console.log((await (await fetch(server.url + '/w/tea.js')).text()).includes('"websiteToken"'));
       await server.stop();`,
    );
    const program = start(process.execPath, ['serve.js'], env);
    expect([await program.ended(), program.output()]).toEqual([0, 'true\n']);
  });
});

describe('its types', () => {
  const consumer = `
import { type Config, ConfigError, readConfig, type RunningServer, startServer } from 'storefront-chat';

const config: Config = readConfig(process.env);
const server: RunningServer = await startServer(config);
const port: number = server.port;
console.log(port, new ConfigError('').message);
// @ts-expect-error Both are typed, and not merely there.
const wrong: number = server.database;
// @ts-expect-error It has no such setting.
console.log(config.noSuchSetting, wrong);
await server.stop();
`;
  beforeAll(async () => {
    await copyPackages(['@types/node'], shop.folder);
    write('consumer.ts', consumer);
  });

  it.each(['nodenext', 'bundler'])(
    'lack nothing that an installation has (module resolution %s)',
    async (resolution) => {
      const compilerOptions = {
        strict: true,
        noEmit: true,
        target: 'es2023',
        lib: ['es2023'],
        types: ['node'],
        module: resolution === 'bundler' ? 'esnext' : resolution,
        moduleResolution: resolution,
        // Others' types are not whole without packages that they can do without. Ours must be.
        skipLibCheck: false,
      };
      write('tsconfig.json', JSON.stringify({ compilerOptions, files: ['consumer.ts'] }));
      const compiler = join(checkout, 'node_modules/typescript/bin/tsc');
      const checked = await run(process.execPath, [compiler, '-p', shop.folder]).catch((failure) => failure);
      const ours = checked.stdout
        .split('\n')
        .filter((line: string) => /^(consumer|node_modules\/storefront-chat)/.test(line));
      expect(ours).toEqual([]);
    },
  );
});
