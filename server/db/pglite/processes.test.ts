/** What must hold between processes, and when they are killed: the real ones are started here. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { dataDirectory } from './data-directory.ts';
import { DirectoryLockedError, lockDirectory } from './directory-lock.ts';
import { openPglite } from './open-pglite.ts';
import { type Template, templateFor } from './template.ts';

let dataDir: string;
let template: Template;
const children: ChildProcess[] = [];
beforeAll(async () => {
  template = await templateFor('empty', async () => {});
});
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'pglite-'));
});
afterEach(async () => {
  for (const child of children.splice(0)) await kill(child);
  rmSync(dataDir, { recursive: true, force: true });
});

const here = fileURLToPath(new URL('.', import.meta.url));
const imports = `
  import { openPglite } from './open-pglite.ts';
  import { DirectoryLockedError, lockDirectory } from './directory-lock.ts';
  const [dataDir, argument] = process.argv.slice(1);
`;

/** Runs a piece of TypeScript in a process of its own. */
function run(script: string, ...args: string[]) {
  const options = ['--import', 'tsx', '--input-type=module', '--eval', imports + script];
  const child = spawn(process.execPath, [...options, '--', ...args], { cwd: here });
  children.push(child);
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  return {
    child,
    exit: once(child, 'exit').then(([code]) => ({ code, errors })),
    async nextLine() {
      const { value, done } = await lines.next();
      if (done) throw new Error(`The process ended early: ${errors}`);
      return value;
    },
  };
}

async function kill(child: ChildProcess) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}

const openAndStay = `
  const client = await openPglite({ dataDir, template: argument });
  await client.exec('create table if not exists notes (id int)');
  console.log('open');
  setInterval(() => {}, 1000);
`;

describe('the data directory', () => {
  it('is refused to a second process, which is told whose it is, and given after a kill', async () => {
    const holder = run(openAndStay, dataDir, template);
    expect(await holder.nextLine()).toBe('open');
    await expect(openPglite({ dataDir })).rejects.toThrow(
      `Another storefront-chat (pid ${holder.child.pid}) has this data directory open. Stop it, or set DATA_DIR`,
    );
    const second = run('await openPglite({ dataDir })', dataDir);
    expect(await second.exit).toMatchObject({ code: 1, errors: expect.stringContaining(`pid ${holder.child.pid}`) });

    await kill(holder.child);
    const client = await openPglite({ dataDir });
    await expect(client.query('select * from notes')).resolves.toMatchObject({ rows: [] });
    await client.close();
  });

  it('keeps what was committed before a kill', async () => {
    const writer = run(
      `${openAndStay}
       for (let id = 0; ; id++) {
         await client.query('insert into notes values ($1)', [id]);
         console.log(id);
       }`,
      dataDir,
      template,
    );
    let acknowledged = -1;
    expect(await writer.nextLine()).toBe('open');
    while (acknowledged < 40) acknowledged = Number(await writer.nextLine());
    await kill(writer.child);

    const client = await openPglite({ dataDir });
    const { rows } = await client.query<{ id: number }>('select id from notes order by id');
    expect(rows.length).toBeGreaterThan(acknowledged);
    expect(rows.map(({ id }) => id)).toEqual(Array.from(rows.keys()));
    await client.close();
  });

  it('is given back by close, and by the end of a process that did not close', async () => {
    const careless = run("await openPglite({ dataDir, template: argument }); console.log('opened')", dataDir, template);
    expect(await careless.nextLine()).toBe('opened');
    expect(await careless.exit).toEqual({ code: 0, errors: '' });
    expect(existsSync(dataDirectory(dataDir).lock)).toBe(false);

    const client = await openPglite({ dataDir });
    await expect(openPglite({ dataDir })).rejects.toThrow('This process');
    await client.close();
    expect(readdirSync(dataDir)).toEqual(['postgres']);
  });

  it('is made afresh when its making was killed', async () => {
    const { cluster, creating } = dataDirectory(dataDir);
    const maker = run(openAndStay, dataDir);
    await vi.waitUntil(() => existsSync(creating), { timeout: 15_000, interval: 1 });
    await kill(maker.child);
    expect(existsSync(creating)).toBe(true);
    // However far it came: here it looks finished, and is not.
    rmSync(cluster, { recursive: true, force: true });
    mkdirSync(cluster);
    writeFileSync(join(cluster, 'PG_VERSION'), '18\n');

    const client = await openPglite({ dataDir, template });
    await expect(client.query('select 1 as one')).resolves.toMatchObject({ rows: [{ one: 1 }] });
    await client.close();
    expect(existsSync(creating)).toBe(false);
  });
});

describe('the lock', () => {
  const rounds = 300;
  const racers = 3;
  const raceForLocks = `
    const [folder, startAtMs] = [dataDir, Number(argument)];
    const won = [];
    for (let round = 0; round < ${rounds}; round++) {
      while (Date.now() < startAtMs + round * 5); // Nothing but turning wakes several processes in the same instant.
      try {
        lockDirectory(folder + '/' + round);
        won.push(round);
      } catch (error) {
        if (error.name !== 'DirectoryLockedError') throw error;
      }
    }
    console.log(JSON.stringify(won));
    setInterval(() => {}, 1000); // Ending would give the locks to whoever is late.
  `;

  it('has exactly one winner whenever several take over from a dead holder at once', async () => {
    const deadHolder = JSON.stringify({ pid: 2 ** 30, start: 'another boot/1', token: 'dead' });
    for (let round = 0; round < rounds; round++) writeFileSync(join(dataDir, String(round)), deadHolder);
    const startAtMs = Date.now() + 1500;
    const running = Array.from({ length: racers }, () => run(raceForLocks, dataDir, String(startAtMs)));
    const won = await Promise.all(running.map(async ({ nextLine }) => JSON.parse(await nextLine())));
    expect(won.flat().sort((a, b) => a - b)).toEqual(Array.from(Array(rounds).keys()));
  });

  it('is not mistaken for held when another process has got the number of its holder', () => {
    const lockFile = join(dataDir, 'lock');
    writeFileSync(lockFile, JSON.stringify({ pid: process.ppid, start: 'another boot/1', token: 'old' }));
    const take = () => lockDirectory(lockFile).release();
    // Only Linux tells when a process started; elsewhere the number has to do, and errs on the safe side.
    if (process.platform === 'linux') take();
    else expect(take).toThrow(DirectoryLockedError);
  });

  it.each(['', '{"pid":', '{}'])('takes a file cut short by a power loss (%j) for stale', (content) => {
    const lockFile = join(dataDir, 'lock');
    writeFileSync(lockFile, content);
    lockDirectory(lockFile).release();
    expect(readdirSync(dataDir)).toEqual([]);
  });
});
