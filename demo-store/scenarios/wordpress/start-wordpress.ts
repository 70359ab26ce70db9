import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../free-port.ts';
import { type Program, startProgram } from '../engines/start-program.ts';
import type { FoundWordPress } from './find-wordpress.ts';
import { createPhp, phpSettings, readComplaints, rig } from './php.ts';
import { startFront } from './start-front.ts';
import { startMariaDb } from './start-mariadb.ts';
import { wordpressConfig } from './wordpress-config.ts';

const doubles = fileURLToPath(new URL('../../../theme-snippets/woocommerce/test/', import.meta.url));

/** As rig/fixtures.php made them. Prices are decimal, as in WooCommerce; numbers are ids. */
interface Fixtures {
  /** Each has the password `{login} of tests`. */
  customers: Record<'ana' | 'ben', number>;
  mug: FixtureProduct;
  teapot: FixtureProduct;
  shirt: Omit<FixtureProduct, 'regular_price'> & { variations: Record<'S' | 'L', number> };
}

interface FixtureProduct {
  id: number;
  name: string;
  /** Its page is `/product/{slug}/`. */
  slug: string;
  sku: string;
  regular_price: string;
}

export interface WordPress {
  /** Without a slash at the end. */
  url: string;
  /** Its own files, to add to. */
  folder: string;
  /** What the shop has. */
  fixtures: Fixtures;
  /**
   * Runs PHP inside WordPress, as nobody in particular.
   * @param code body of a function; `$given` is what was given
   * @returns what it returns, through JSON
   * @throws Error with what PHP says
   */
  run<Result = unknown>(code: string, given?: unknown): Promise<Result>;
  /** What PHP and WordPress have complained of so far, each once: notices, warnings, deprecations, errors. */
  complaints(): string[];
  /** What it has asked of other servers: the page that did, and the address. */
  asked(): { page: string; url: string }[];
  stop(): Promise<void>;
}

/**
 * A WordPress of one's own: its files copied, its tables in a MariaDB of its own, its pages served by PHP itself. It has
 * a bare theme, the shop (WooCommerce, or its double) with customers and products, and no plugin of ours yet.
 */
export async function startWordPress(programs: FoundWordPress): Promise<WordPress> {
  const home = mkdtempSync(join(tmpdir(), 'storefront-chat-wordpress-'));
  // The database's user passes through.
  chmodSync(home, 0o711);
  const removeHome = () => rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  const stopping: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const each of stopping.splice(0).reverse()) await each();
    process.off('exit', removeHome);
    removeHome();
  };
  try {
    const database = await startMariaDb(programs, join(home, 'database'));
    stopping.push(database.stop);
    const folder = join(home, 'site');
    const log = join(home, 'complaints.log');
    const address = `127.0.0.1:${await freePort()}`;
    const { url, stop: stopFront } = await startFront(`http://${address}`);
    stopping.push(stopFront);
    layOut(programs.folder, folder);
    writeFileSync(join(folder, 'wp-config.php'), wordpressConfig({ url, socket: database.socket, log }));
    const settings = phpSettings(home);
    const php = createPhp(programs.php, settings, folder, log);
    const isInstalled = await php<true | string>('install');
    if (isInstalled !== true) throw new Error(`WooCommerce cannot be activated: ${isInstalled}`);
    const fixtures = await php<Fixtures>('fixtures');
    stopping.push(servePages(programs.php, settings, address, folder).stop);
    await untilItAnswers(url);
    // Programs end with this process, and are asked to before this.
    process.once('exit', removeHome);
    const run: WordPress['run'] = (code, given = null) => php('run', { code, given });
    return { url, folder, fixtures, run, complaints: () => readComplaints(log), asked: () => readAsked(folder), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Debian's package links to other packages' files, and knows its settings by a folder of the whole machine. */
function layOut(from: string, to: string) {
  execFileSync('cp', ['-RL', from, to], { stdio: 'ignore' });
  const { WOOCOMMERCE_DIR } = process.env;
  const content = join(to, 'wp-content');
  const copy = (source: string, target: string) => cpSync(source, join(content, target), { recursive: true });
  copy(join(doubles, 'theme'), 'themes/bare');
  copy(WOOCOMMERCE_DIR || join(doubles, 'woocommerce-double'), 'plugins/woocommerce');
  copy(join(doubles, 'mu-plugins'), 'mu-plugins');
  copy(join(doubles, 'advanced-cache.php'), 'advanced-cache.php');
}

/** PHP's own server, as a few processes: pages ask this very site for things, too. */
function servePages(php: string, settings: string[], address: string, folder: string): Program {
  const env = { ...process.env, PHP_CLI_SERVER_WORKERS: '4' };
  return startProgram(php, [...settings, '-S', address, '-t', folder, join(rig, 'router.php')], env);
}

function readAsked(folder: string): { page: string; url: string }[] {
  const log = join(folder, 'wp-content/asked.log');
  const lines = existsSync(log) ? readFileSync(log, 'utf8').split('\n') : [];
  return lines.flatMap((line) => {
    const [page, url] = line.split(' ');
    return page && url ? [{ page, url }] : [];
  });
}

async function untilItAnswers(url: string) {
  for (let tries = 0; tries < 2000; tries += 1) {
    const answer = await fetch(url);
    if (answer.ok) return;
    // Until PHP is up, what stands before it says so.
    if (answer.status !== 502) throw new Error(`WordPress answers ${answer.status}:\n${await answer.text()}`);
    await sleep(50);
  }
  throw new Error('PHP does not serve WordPress.');
}
