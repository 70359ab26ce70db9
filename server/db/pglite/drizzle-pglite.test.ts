import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { eq, sql } from 'drizzle-orm';
import * as pg from 'drizzle-orm/pg-core';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drizzlePglite } from './drizzle-pglite.ts';
import type { PgliteClient } from './pglite-client.ts';
import { openFromTemplate, templateFor } from './template.ts';

const bytes = pg.customType<{ data: Uint8Array }>({ dataType: () => 'bytea' });

const samples = pg.pgTable('samples', {
  id: pg.serial().primaryKey(),
  flag: pg.boolean(),
  small: pg.smallint(),
  big: pg.bigint({ mode: 'bigint' }),
  bigAsNumber: pg.bigint({ mode: 'number' }),
  exact: pg.numeric(),
  real: pg.doublePrecision(),
  text: pg.text(),
  uuid: pg.uuid(),
  json: pg.jsonb(),
  bytes: bytes(),
  day: pg.date(),
  dayAsDate: pg.date({ mode: 'date' }),
  time: pg.time(),
  local: pg.timestamp({ mode: 'string' }),
  localAsDate: pg.timestamp({ mode: 'date' }),
  moment: pg.timestamp({ withTimezone: true, mode: 'date' }),
  momentAsText: pg.timestamp({ withTimezone: true, mode: 'string' }),
  span: pg.interval(),
  texts: pg.text().array(),
  numbers: pg.integer().array(),
  exacts: pg.numeric().array(),
  days: pg.date().array(),
  moments: pg.timestamp({ withTimezone: true, mode: 'string' }).array(),
  spans: pg.interval().array(),
  nothing: pg.text(),
});

const sample: typeof samples.$inferInsert = {
  flag: true,
  small: -3,
  big: 9_007_199_254_740_993n,
  bigAsNumber: 42,
  exact: '12345678901234567890.123',
  real: 0.1,
  text: 'Größe "42"\n',
  uuid: '0b6f2a70-6a50-4c3e-9f0a-27d1b6a6d4a1',
  json: { nested: [1, null, { deep: 'yes' }] },
  bytes: new Uint8Array([0, 1, 254, 255]),
  day: '2026-02-28',
  dayAsDate: new Date('2026-02-28'),
  time: '12:34:56',
  local: '2026-02-28 12:34:56.789',
  localAsDate: new Date('2026-02-28T12:34:56.789Z'),
  moment: new Date('2026-02-28T12:34:56.789Z'),
  momentAsText: '2026-02-28 12:34:56.789+00',
  span: '1 day 02:03:04',
  texts: ['a,b', '"c"', ''],
  numbers: [1, 2, 3],
  exacts: ['1.50', '2.25'],
  days: ['2026-02-28', '2026-03-01'],
  moments: ['2026-02-28 12:34:56+00'],
  spans: ['01:00:00'],
};

/** Drizzle's own migration folder, written here because the project's real one changes. */
function writeMigrations(folder: string) {
  const columns = pg.getTableConfig(samples).columns.map((column) => `"${column.name}" ${column.getSQLType()}`);
  const entry = { idx: 0, version: '7', when: 1, tag: '0000_samples', breakpoints: true };
  mkdirSync(join(folder, 'meta'));
  writeFileSync(
    join(folder, 'meta/_journal.json'),
    JSON.stringify({ version: '7', dialect: 'postgresql', entries: [entry] }),
  );
  writeFileSync(
    join(folder, '0000_samples.sql'),
    `create table samples (${columns.join(', ')}, primary key (id));\n--> statement-breakpoint\nselect 1;`,
  );
}

const migrationsFolder = mkdtempSync(join(tmpdir(), 'migrations-'));
let client: PgliteClient;
let plain: PGlite;
beforeAll(async () => {
  writeMigrations(migrationsFolder);
  [client, plain] = await Promise.all([
    openFromTemplate(await templateFor('empty', async () => {})),
    PGlite.create('memory://'),
  ]);
});
afterAll(async () => {
  await Promise.all([client.close(), plain.close()]);
  rmSync(migrationsFolder, { recursive: true });
});

describe('Drizzle', () => {
  const open = () => drizzlePglite(client, { schema: { samples } });

  it('migrates, and does so only once', async () => {
    await migrate(open(), { migrationsFolder });
    await migrate(open(), { migrationsFolder });
    await migrate(drizzle(plain), { migrationsFolder });
    const { rows } = await open().execute(sql`select count(*)::int as count from drizzle.__drizzle_migrations`);
    expect(rows).toEqual([{ count: 1 }]);
  });

  it('reads every common type as it does from PGlite itself', async () => {
    const [here] = await open().insert(samples).values(sample).returning();
    const [there] = await drizzle(plain).insert(samples).values(sample).returning();
    expect(here).toEqual(there);
    expect(here).toMatchObject(sample);
    expect(here?.moment).toBeInstanceOf(Date);
  });

  it('gets the same unmapped rows, with dates as text', async () => {
    const query = sql`select * from samples`;
    const here = await open().execute(query);
    const there = await drizzle(plain).execute(query);
    expect(here).toEqual(there);
    expect(here.rows[0]).toMatchObject({ moment: '2026-02-28 12:34:56.789+00', days: '{2026-02-28,2026-03-01}' });
  });

  it('gets the same rows from the client without Drizzle', async () => {
    const here = await client.query('select * from samples');
    expect(here).toEqual(await plain.query('select * from samples'));
    expect(here).toMatchObject({ rows: [{ moment: new Date('2026-02-28T12:34:56.789Z') }] });
  });

  it('takes dates and lists as parameters of plain SQL', async () => {
    const moment = new Date('2026-02-28T12:34:56.789Z');
    const parameters = [moment, ['a', 'b'], { kind: 'json' }, null];
    const text = 'select $1::timestamptz as moment, $2::text[] as list, $3::jsonb as json, $4::int as nothing';
    expect(await client.query(text, parameters)).toEqual(await plain.query(text, parameters));
  });

  it('commits, rolls back, and rolls back only the inner of two transactions', async () => {
    const db = open();
    await db.transaction(async (tx) => {
      await tx.insert(samples).values({ text: 'outer' });
      const inner = tx.transaction(async (nested) => {
        await nested.insert(samples).values({ text: 'inner' });
        nested.rollback();
      });
      await expect(inner).rejects.toThrow('Rollback');
    });
    expect(await db.$count(samples, eq(samples.text, 'outer'))).toBe(1);
    expect(await db.$count(samples, eq(samples.text, 'inner'))).toBe(0);
  });

  it('finds what PostgreSQL says about an error in its cause', async () => {
    const twice = open()
      .insert(samples)
      .values([{ id: 900 }, { id: 900 }]);
    await expect(twice).rejects.toMatchObject({ cause: { code: '23505', constraint: 'samples_pkey' } });
  });
});
