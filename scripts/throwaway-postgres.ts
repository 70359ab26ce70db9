/**
 * A PostgreSQL for the test project `postgres` and the thorough ones: TEST_DATABASE_URL if it is set (a server on which that
 * login may create databases and roles), else a cluster of our own in a temporary folder, if PostgreSQL is installed.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../demo-store/free-port.ts';
import { createTestTemplate } from '../server/db/test-postgres.ts';
import { findPostgres } from './find-postgres.ts';

/** PostgreSQL refuses to run as root; this user has no rights to anything else. */
const nobody = { uid: 65534, gid: 65534 };

/** Vitest's global set-up, once for all projects of a run. @returns the tear-down */
export default async function setup(): Promise<() => Promise<void>> {
  if (process.env.TEST_DATABASE_TEMPLATE) return async () => {};
  const given = process.env.TEST_DATABASE_URL;
  const programs = findPostgres();
  if (!given && !programs) throw new Error('PostgreSQL is not installed here, and TEST_DATABASE_URL is not set.');
  const cluster = !given && programs ? await startCluster(programs) : undefined;
  const url = cluster?.url ?? given ?? '';
  const template = await createTestTemplate(url);
  Object.assign(process.env, { TEST_DATABASE_URL: url, TEST_DATABASE_TEMPLATE: template.name });
  return cluster?.stop ?? template.drop;
}

export interface Cluster {
  /** For its owner, who may do everything. */
  url: string;
  /** Ends it at once, as a crash does, and starts it again after `awayMs`. */
  crash(awayMs: number): Promise<void>;
  /** Takes it away, data and all. */
  stop(): Promise<void>;
}

/** Starts a PostgreSQL of one's own in a temporary folder. @param programs of `findPostgres` */
export async function startCluster(programs: string): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), 'storefront-chat-postgres-'));
  const user = process.getuid?.() === 0 ? nobody : null;
  chmodSync(folder, 0o700);
  if (user) chownSync(folder, user.uid, user.gid);
  const port = await freePort();
  const options = {
    ...user,
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', LC_ALL: 'C' },
    stdio: 'ignore',
  } as const;
  execFileSync(
    join(programs, 'initdb'),
    ['-D', folder, '-U', 'owner', '-A', 'trust', '-E', 'UTF8', '--no-sync'],
    options,
  );
  const settings = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    fsync: 'off',
    max_connections: '200',
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const url = `postgres://owner@127.0.0.1:${port}/postgres`;
  let server: ChildProcess;
  let isGone = false;

  async function start() {
    server = spawn(join(programs, 'postgres'), ['-D', folder, ...flags], options);
    await untilItAnswers(url);
  }
  async function end(signal: NodeJS.Signals) {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const ended = new Promise((resolve) => server.once('close', resolve));
    server.kill(signal);
    await ended;
  }

  await start();
  return {
    url,
    async crash(awayMs) {
      // "Immediate" shutdown: nothing is flushed, and the next start recovers from the log.
      await end('SIGQUIT');
      await sleep(awayMs);
      if (!isGone) await start();
    },
    async stop() {
      isGone = true;
      // "Fast" shutdown: clients that are left are disconnected.
      await end('SIGINT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function untilItAnswers(url: string) {
  const { default: pg } = await import('pg');
  for (let tries = 0; ; tries += 1) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (tries > 100) throw error;
      await sleep(100);
    }
  }
}
