import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dataDirectory } from './data-directory.ts';
import { openPglite } from './open-pglite.ts';
import type { PgliteClient } from './pglite-client.ts';
import { PostgresError } from './postgres-error.ts';
import { openFromTemplate, type Template, templateFor } from './template.ts';

let client: PgliteClient;
let template: Template;
beforeAll(async () => {
  template = await templateFor('empty', async () => {});
  client = await openPglite({ dataDir: 'memory://' });
  await client.exec('create table notes (id int primary key, note text not null)');
});
afterAll(() => client.close());

describe('queries', () => {
  it('answers with rows and fields', async () => {
    const result = await client.query<{ sum: number }>('select $1::int + 2 as sum', [40]);
    expect(result.rows).toEqual([{ sum: 42 }]);
    expect(result.fields.map(({ name }) => name)).toEqual(['sum']);
  });

  it('runs a script and answers for each statement', async () => {
    const results = await client.exec('select 1 as one; select 2 as two');
    expect(results.map(({ rows }) => rows)).toEqual([[{ one: 1 }], [{ two: 2 }]]);
  });

  it('keeps what PostgreSQL says about an error', async () => {
    await client.query("insert into notes values (1, 'first')");
    const error = await client.query('insert into notes values ($1, $2)', [1, 'secret']).catch((caught) => caught);
    expect(error).toBeInstanceOf(PostgresError);
    expect(error).toMatchObject({ code: '23505', constraint: 'notes_pkey', table: 'notes' });
    expect(error.detail).toContain('(id)=(1)');
    expect(JSON.stringify({ ...error, message: error.message, stack: error.stack })).not.toContain('secret');
  });

  it('refuses a parser that it cannot take to its thread', async () => {
    const parsers = { 23: (text: string) => Number(text) };
    await expect(client.query('select 1', [], { parsers })).rejects.toThrow('A parser for type 23');
  });

  it('refuses a parameter that it cannot take to its thread, and goes on', async () => {
    await expect(client.query('select $1', [() => 1])).rejects.toThrow('could not be cloned');
    await expect(client.query('select 1 as one')).resolves.toMatchObject({ rows: [{ one: 1 }] });
  });

  it('does not stop the event loop while a slow query runs', async () => {
    let isDone = false;
    const slow = client.query('select pg_sleep(0.4)').finally(() => {
      isDone = true;
    });
    let turns = 0;
    while (!isDone) {
      await nextTurn();
      turns++;
    }
    await slow;
    expect(turns).toBeGreaterThan(5);
  });
});

describe('callers at the same time', () => {
  it('take turns in the order they came', async () => {
    const order: number[] = [];
    await Promise.all(
      [0.02, 0, 0.01].map(async (seconds, index) => {
        await client.query('select pg_sleep($1)', [seconds]);
        order.push(index);
      }),
    );
    expect(order).toEqual([0, 1, 2]);
  });

  it('never get into the transaction of another', async () => {
    await client.exec('create table turns (id serial, who text)');
    const visit = (who: string) =>
      client.transaction(async (tx) => {
        for (let i = 0; i < 3; i++) await tx.query('insert into turns (who) values ($1)', [who]);
      });
    await Promise.all([visit('a'), visit('b'), client.query("insert into turns (who) values ('c')"), visit('d')]);
    const { rows } = await client.query<{ who: string }>('select who from turns order by id');
    expect(rows.map(({ who }) => who).join('')).toBe('aaabbbcddd');
  });

  it('are spared a transaction that a failing script left open', async () => {
    await expect(client.exec('begin; select 1/0; commit')).rejects.toMatchObject({ code: '22012' });
    await expect(client.query('select 1 as one')).resolves.toMatchObject({ rows: [{ one: 1 }] });
  });

  it('are spared a transaction opened by hand', async () => {
    await expect(client.exec('begin')).rejects.toThrow('Use transaction() instead of BEGIN');
    await client.exec('create table spared (id int)');
    await expect(client.exec('commit')).resolves.toBeDefined();
    await expect(client.query('select * from spared')).resolves.toMatchObject({ rows: [] });
  });
});

describe('notifications', () => {
  it('reach every listener of their channel until it stops listening', async () => {
    const heard: string[] = [];
    const stopFirst = await client.listen('news', (payload) => heard.push(`first ${payload}`));
    const stopSecond = await client.listen('news', (payload) => heard.push(`second ${payload}`));
    await client.query("select pg_notify('news', 'one')");
    await stopFirst();
    await client.query("select pg_notify('news', 'two')");
    await stopSecond();
    await client.query("select pg_notify('news', 'three')");
    expect(heard).toEqual(['first one', 'second one', 'second two']);
  });

  it('come when their transaction commits, and not when it rolls back', async () => {
    const heard: string[] = [];
    const stop = await client.listen('deeds', (payload) => heard.push(payload));
    const notify = (payload: string) =>
      client.transaction(async (tx) => {
        await tx.query('select pg_notify($1, $2)', ['deeds', payload]);
        expect(heard).not.toContain(payload);
        if (payload === 'undone') await tx.rollback();
      });
    await notify('undone');
    await notify('done');
    await stop();
    expect(heard).toEqual(['done']);
  });
});

describe('closing', () => {
  it('waits for what was asked before and refuses what comes after', async () => {
    const other = await openFromTemplate(template);
    const earlier = other.transaction(async (tx) => {
      await tx.query('select pg_sleep(0.05)');
      return (await tx.query<{ one: number }>('select 1 as one')).rows;
    });
    const closed = other.close();
    await expect(other.query('select 1')).rejects.toThrow('The embedded database is closed');
    await closed;
    await expect(earlier).resolves.toEqual([{ one: 1 }]);
    await expect(other.close()).resolves.toBeUndefined();
  });
});

describe('on a disk', () => {
  let dataDir: string;
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'pglite-'));
  });
  afterEach(() => rmSync(dataDir, { recursive: true }));

  it('says so when its thread dies, to all who wait, and can be opened again', async () => {
    const crashes: Error[] = [];
    const doomed = await openPglite({ dataDir, template, onCrash: (error) => crashes.push(error) });
    await doomed.exec('create table kept (id int)');

    // PostgreSQL gives up, as it should, when it cannot write ahead.
    const wal = join(dataDirectory(dataDir).cluster, 'pg_wal');
    renameSync(wal, `${wal}.away`);
    const failing = doomed.exec('select pg_switch_wal(); create table lost (id int)');
    const waiting = doomed.query('select 1');
    const why = /The embedded database stopped unexpectedly: PANIC: +could not create file/;
    await expect(failing).rejects.toThrow(why);
    await expect(waiting).rejects.toThrow(why);
    await expect(doomed.query('select 1')).rejects.toThrow(why);
    expect(crashes.length).toBe(1);
    await doomed.close();

    renameSync(`${wal}.away`, wal);
    const reopened = await openPglite({ dataDir });
    await expect(reopened.query('select * from kept')).resolves.toMatchObject({ rows: [] });
    await reopened.close();
  });
  it('says why its files cannot be used, and leaves them free', async () => {
    await (await openPglite({ dataDir, template })).close();
    writeFileSync(join(dataDirectory(dataDir).cluster, 'PG_VERSION'), '15\n');
    for (const attempt of [1, 2]) {
      const failing = openPglite({ dataDir });
      await expect(failing, `attempt ${attempt}`).rejects.toThrow(
        'FATAL:  database files are incompatible with server',
      );
    }
  });

  it('waits for the disk at every commit, unless told otherwise', async () => {
    const settings = async (fsync?: boolean) => {
      const client = await openPglite({ dataDir, template, ...(fsync !== undefined && { fsync }) });
      const { rows } = await client.query('select name, setting from pg_settings where name like $1', ['%fsync']);
      await client.close();
      return rows;
    };
    expect(await settings()).toEqual([{ name: 'fsync', setting: 'on' }]);
    expect(await settings(false)).toEqual([{ name: 'fsync', setting: 'off' }]);
  });
});
