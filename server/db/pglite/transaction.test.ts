import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { PgliteClient } from './pglite-client.ts';
import { openFromTemplate, templateFor } from './template.ts';
import type { PgliteTransaction } from './transaction.ts';

let client: PgliteClient;
beforeAll(async () => {
  client = await openFromTemplate(await templateFor('empty', async () => {}));
  await client.exec('create table notes (id int primary key deferrable initially deferred)');
});
beforeEach(async () => {
  await client.exec('delete from notes');
});
afterAll(() => client.close());

async function ids() {
  const { rows } = await client.query<{ id: number }>('select id from notes order by id');
  return rows.map(({ id }) => id);
}

it('keeps what was done when its callback returns', async () => {
  const result = await client.transaction(async (tx) => {
    await tx.query('insert into notes values (1)');
    return 'done';
  });
  expect(result).toBe('done');
  expect(await ids()).toEqual([1]);
});

it('keeps nothing when its callback throws, and throws the same error', async () => {
  const reason = new Error('changed my mind');
  const failing = client.transaction(async (tx) => {
    await tx.query('insert into notes values (1)');
    throw reason;
  });
  await expect(failing).rejects.toBe(reason);
  expect(await ids()).toEqual([]);
});

it('keeps nothing after rollback, without an error', async () => {
  await client.transaction(async (tx) => {
    await tx.query('insert into notes values (1)');
    await tx.rollback();
  });
  expect(await ids()).toEqual([]);
});

it('goes back to a savepoint', async () => {
  await client.transaction(async (tx) => {
    await tx.exec('insert into notes values (1); savepoint before');
    await tx.query('select 1/0').catch(() => tx.exec('rollback to savepoint before'));
    await tx.query('insert into notes values (2)');
  });
  expect(await ids()).toEqual([1, 2]);
});

it('says so when a swallowed error let nothing be committed', async () => {
  const careless = client.transaction(async (tx) => {
    await tx.query('insert into notes values (1)');
    await tx.query('select 1/0').catch(() => {});
  });
  await expect(careless).rejects.toMatchObject({ code: '25P02' });
  expect(await ids()).toEqual([]);
});

it('throws what PostgreSQL refuses at the commit', async () => {
  const doubled = client.transaction((tx) => tx.exec('insert into notes values (1), (1)'));
  await expect(doubled).rejects.toMatchObject({ code: '23505' });
  expect(await ids()).toEqual([]);
});

it('takes no call after its end', async () => {
  const leaked = await client.transaction(async (tx) => ({ tx }));
  await expect(leaked.tx.query('insert into notes values (1)')).rejects.toThrow('This transaction has ended');
  expect(await ids()).toEqual([]);
});

it('refuses a call to the database from inside, which would wait for ever', async () => {
  const stuck = client.transaction(() => client.query('select 1'));
  await expect(stuck).rejects.toThrow('use `tx`');
});

it('lets what was started inside call the database once the transaction has ended', async () => {
  let end = () => {};
  const isOver = new Promise<void>((resolve) => {
    end = resolve;
  });
  let later: Promise<unknown> = Promise.resolve();
  await client.transaction(async (tx: PgliteTransaction) => {
    later = isOver.then(() => client.query('insert into notes values (3)'));
    await tx.query('insert into notes values (2)');
  });
  end();
  await later;
  expect(await ids()).toEqual([2, 3]);
});
