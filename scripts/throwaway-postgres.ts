/**
 * A PostgreSQL for the test project `postgres`: TEST_DATABASE_URL if it is set (a server on which that login may create
 * databases and roles), else a cluster of our own in a temporary folder, if PostgreSQL's programs are installed.
 */
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { freePort } from './free-port.ts';

/** PostgreSQL refuses to run as root; this user has no rights to anything else. */
const nobody = { uid: 65534, gid: 65534 };

/** Vitest's global set-up. @returns the tear-down. */
export default async function setup(): Promise<() => Promise<void>> {
  if (process.env.TEST_DATABASE_URL) return async () => {};
  const programs = findPrograms();
  if (!programs) throw new Error('PostgreSQL is not installed here, and TEST_DATABASE_URL is not set.');
  const { url, stop } = await startCluster(programs);
  process.env.TEST_DATABASE_URL = url;
  return stop;
}

/** Whether there is one to be had; says so loudly when there is not. */
export function hasPostgres(): boolean {
  if (process.env.TEST_DATABASE_URL || findPrograms()) return true;
  process.stderr.write(
    '\n*** PostgreSQL is not installed here and TEST_DATABASE_URL is not set: the tests of project "postgres" are left out. ***\n\n',
  );
  return false;
}

function findPrograms(): string | undefined {
  const versions = '/usr/lib/postgresql';
  const debian = existsSync(versions) ? readdirSync(versions).map((version) => join(versions, version, 'bin')) : [];
  const folders = [...debian.sort().reverse(), ...(process.env.PATH ?? '').split(delimiter)];
  return folders.find((folder) => ['initdb', 'postgres'].every((program) => existsSync(join(folder, program))));
}

async function startCluster(programs: string) {
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
  const server = spawn(join(programs, 'postgres'), ['-D', folder, ...flags], options);
  const url = `postgres://owner@127.0.0.1:${port}/postgres`;
  await untilItAnswers(url);
  return {
    url,
    async stop() {
      const ended = new Promise((resolve) => server.once('close', resolve));
      // "Fast" shutdown: clients that are left are disconnected.
      server.kill('SIGINT');
      await ended;
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
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
