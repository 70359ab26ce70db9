import { expect, it } from 'vitest';
import { type Template, templateFor } from './pglite/template.ts';
import { borrowTestPglite } from './test-pglite.ts';

const template = (): Promise<Template> =>
  templateFor('test-pglite.test', async (client) => {
    await client.exec(`
      create table shops (id int generated always as identity primary key, name text);
      create table kinds (name text primary key);
      insert into kinds values ('vase');
      create table pots (kind text references kinds, shop int references shops);
      create role potter; grant all on all tables in schema public to potter;`);
  });

const rowsOf = async (client: Awaited<ReturnType<typeof borrowTestPglite>>, table: string) =>
  (await client.query(`table ${table}`)).rows;

it('is as new for the next one, whatever the one before has done', async () => {
  const first = await borrowTestPglite(await template());
  await first.exec("insert into shops (name) values ('hornero'); insert into kinds values ('mug')");
  await first.exec("insert into pots values ('mug', 1); delete from kinds where name = 'bowl'; set role potter");
  await first.close();

  const second = await borrowTestPglite(await template());
  expect(await rowsOf(second, 'shops')).toEqual([]);
  expect(await rowsOf(second, 'pots')).toEqual([]);
  expect(await rowsOf(second, 'kinds')).toEqual([{ name: 'vase' }]);
  expect((await second.query('select current_user as role')).rows).not.toEqual([{ role: 'potter' }]);
  const { rows } = await second.query("insert into shops (name) values ('forno') returning id");
  expect(rows).toEqual([{ id: 1 }]);
  await second.close();
});

it('is closed for whoever has given it back', async () => {
  const client = await borrowTestPglite(await template());
  await client.close();
  await client.close();
  await expect(client.query('select 1')).rejects.toThrow('closed');
});

it('two at the same time are two', async () => {
  const [one, other] = [await borrowTestPglite(await template()), await borrowTestPglite(await template())];
  await one.exec("insert into shops (name) values ('hornero')");
  expect(await rowsOf(other, 'shops')).toEqual([]);
  await Promise.all([one.close(), other.close()]);
});

it('is not used again when its tables are others', async () => {
  const first = await borrowTestPglite(await template());
  await first.exec('create table ovens (name text)');
  await first.close();
  const second = await borrowTestPglite(await template());
  await expect(rowsOf(second, 'ovens')).rejects.toMatchObject({ code: '42P01' });
  await second.close();
});
