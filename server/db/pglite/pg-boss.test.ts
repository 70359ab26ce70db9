import { sql } from 'drizzle-orm';
import { fromDrizzle, fromPglite, type Job, PgBoss } from 'pg-boss';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { drizzlePglite } from './drizzle-pglite.ts';
import type { PgliteClient } from './pglite-client.ts';
import { openFromTemplate, templateFor } from './template.ts';

let client: PgliteClient;
let boss: PgBoss;
beforeAll(async () => {
  client = await openFromTemplate(await templateFor('empty', async () => {}));
  await client.exec('create table letters (text text)');
  boss = new PgBoss({ db: fromPglite(client), backend: 'pglite', useListenNotify: true });
  await boss.start();
  await boss.createQueue('letters', { notify: true });
});
afterAll(async () => {
  await boss.stop();
  await client.close();
});

it('runs a job whose transaction committed and none whose transaction did not', async () => {
  const done: unknown[] = [];
  await boss.work('letters', async (jobs: Job<{ text: string }>[]) => {
    for (const { data } of jobs) done.push(data.text);
  });
  const write = (text: string, thenFail: boolean) =>
    drizzlePglite(client).transaction(async (tx) => {
      await tx.execute(sql`insert into letters values (${text})`);
      await boss.send('letters', { text }, { db: fromDrizzle(tx, sql) });
      if (thenFail) throw new Error('torn up');
    });

  await expect(write('never sent', true)).rejects.toThrow('torn up');
  await write('sent', false);

  await vi.waitFor(() => expect(done).toEqual(['sent']), { timeout: 10_000 });
  expect((await client.query('select text from letters')).rows).toEqual([{ text: 'sent' }]);
});

it('leaves the session usable after a statement of its own fails', async () => {
  await expect(boss.send('no such queue', {})).rejects.toThrow();
  await expect(client.query('select 1 as one')).resolves.toMatchObject({ rows: [{ one: 1 }] });
});
