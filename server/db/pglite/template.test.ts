import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPglite } from './open-pglite.ts';
import type { PgliteClient } from './pglite-client.ts';
import { openFromTemplate, type Template, templateFor, unpackTemplate } from './template.ts';

let made = 0;
const key = `template.test ${randomUUID()}`;
async function prepare(client: PgliteClient) {
  made++;
  await client.exec("create table greetings (text text); insert into greetings values ('hello')");
}

let template: Template;
beforeAll(async () => {
  [template] = await Promise.all([templateFor(key, prepare), templateFor(key, prepare)]);
});
afterAll(() => {
  rmSync(template);
  rmSync(template.replace(/tar$/, 'folder'), { recursive: true, force: true });
});

it('is made once, however many ask for it at the same time and later', async () => {
  expect(await templateFor(key, prepare)).toBe(template);
  expect(made).toBe(1);
});

it('gives each database what was prepared, and a life of its own', async () => {
  const [first, second] = await Promise.all([openFromTemplate(template), openFromTemplate(template)]);
  await first.query("insert into greetings values ('goodbye')");
  const texts = async (client: PgliteClient) => (await client.query('select text from greetings')).rows;
  expect(await texts(first)).toEqual([{ text: 'hello' }, { text: 'goodbye' }]);
  expect(await texts(second)).toEqual([{ text: 'hello' }]);
  await Promise.all([first.close(), second.close()]);
});

it('is asked for again when making it failed', async () => {
  const other = `template.test ${randomUUID()}`;
  const failing = templateFor(other, async (client) => {
    await client.exec('select 1/0');
  });
  await expect(failing).rejects.toMatchObject({ code: '22012' });
  rmSync(await templateFor(other, prepare));
});

it('fills a folder that a process can open', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'storefront-chat-template-'));
  const dataDir = join(folder, 'database');
  await unpackTemplate(template, dataDir);
  const client = await openPglite({ dataDir });
  expect((await client.query('select text from greetings')).rows).toEqual([{ text: 'hello' }]);
  await client.close();
  rmSync(folder, { recursive: true });
});
