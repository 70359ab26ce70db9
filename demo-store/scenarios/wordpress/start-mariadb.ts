import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startProgram } from '../engines/start-program.ts';
import type { FoundWordPress } from './find-wordpress.ts';

export interface MariaDb {
  /** Where it listens, and nowhere else; root of it needs no password. */
  socket: string;
  stop(): Promise<void>;
}

/** Like MariaDB's own start script: by root it is started as somebody without rights. */
const user = process.getuid?.() === 0 ? ['--user=nobody'] : [];

/** A MariaDB of one's own. @param folder empty, and whoever it runs as may pass through it; taken away by its owner */
export async function startMariaDb(programs: FoundWordPress, folder: string): Promise<MariaDb> {
  mkdirSync(folder);
  const data = join(folder, 'data');
  const tables = ['--auth-root-authentication-method=normal', '--skip-test-db'];
  execFileSync(programs.mariadbInstall, ['--no-defaults', `--datadir=${data}`, ...tables, ...user], { stdio: 'pipe' });
  const socket = join(data, 'socket');
  const log = join(data, 'errors.log');
  // A few pages for a few seconds: nothing has to survive.
  const frugal = ['--innodb-flush-log-at-trx-commit=0', '--innodb-buffer-pool-size=32M', '--performance-schema=0'];
  const places = [`--datadir=${data}`, `--socket=${socket}`, `--log-error=${log}`, '--skip-networking'];
  const server = startProgram(programs.mariadbd, ['--no-defaults', ...places, ...frugal, ...user]);
  try {
    await untilItGreets(socket, log);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { socket, stop: server.stop };
}

async function untilItGreets(socket: string, log: string) {
  for (let tries = 0; tries < 2000; tries += 1) {
    if (await greets(socket)) return;
    await sleep(50);
  }
  throw new Error(`MariaDB does not answer:\n${readFileSync(log, 'utf8')}`);
}

/** A server that is ready says its version first. */
function greets(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const line = connect(socket);
    const end = (isUp: boolean) => {
      line.destroy();
      resolve(isUp);
    };
    line.once('data', () => end(true)).once('error', () => end(false));
  });
}
