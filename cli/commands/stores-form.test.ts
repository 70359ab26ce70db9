import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runCli } from '../../demo-store/scenarios/kit/server-process.ts';
import { auditLog } from '../../server/audit/tables.ts';
import { openDatabase } from '../../server/db/open-database.ts';
import { createSecrets } from '../../server/db/secrets.ts';
import { makeTestDatabase, type TestDatabase } from '../../server/db/test-database.ts';
import { addStore } from '../../server/stores/index.ts';

let dataDir: string;
let testDatabase: TestDatabase;
let env: Record<string, string>;

function openStores() {
  return openDatabase(testDatabase.config);
}

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'storefront-chat-form-'));
  testDatabase = await makeTestDatabase(dataDir);
  const key = randomBytes(32);
  env = { ...testDatabase.env, ENCRYPTION_KEYS: `k1:${key.toString('base64')}` };
  const { database, close } = await openStores();
  const deps = { database, secrets: createSecrets([{ id: 'k1', key }]), actor: 'test', textPacks: () => ['en'] };
  await addStore(deps, { key: 'tea', name: 'Tea', origins: ['https://tea.example'] }, null);
  await close();
}, 60_000);
afterAll(async () => {
  await testDatabase.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

async function run(...args: string[]) {
  const process = runCli(['stores', ...args], env);
  return { code: await process.ended(), output: process.output() };
}

function fileWith(text: string): string {
  const file = join(dataDir, 'form.json');
  writeFileSync(file, text);
  return file;
}

const form = {
  email: 'required',
  fields: [
    {
      key: 'subject',
      kind: 'choice',
      label: { en: 'What is it about?', nl: 'Waar gaat het over?' },
      required: true,
      choices: [{ value: 'return', label: { en: 'A return' } }],
    },
  ],
  consent: { text: { en: 'You may keep my message.' }, required: true },
  files: { maxCount: 0, maxBytes: 1024 },
};

it('sets a form from a file, and shows it to people and to scripts', async () => {
  const set = await run('form', 'tea', '--file', fileWith(JSON.stringify(form)), '--json');
  expect([set.code, JSON.parse(set.output)]).toEqual([0, form]);
  const { output } = await run('form', 'tea');
  expect(output).toMatch(/^email +required$/m);
  expect(output).toMatch(/^subject +choice, required +What is it about\? \(en\), Waar gaat het over\? \(nl\)$/m);
  expect(output).toMatch(/^subject = return +to choose +A return \(en\)$/m);
  expect(output).toMatch(/^files +none$/m);
  expect(output).toContain('A press on tea opens chat');
}, 60_000);

it('refuses a form that does not fit, naming each field', async () => {
  const bad = { ...form, fields: [form.fields[0], { ...form.fields[0], choices: [] }], privacyUrl: 'tea.example' };
  const refused = await run('form', 'tea', '--file', fileWith(JSON.stringify(bad)));
  expect(refused.code).toBe(2);
  expect(refused.output).toContain('form.fields.1.choices: a field of kind choice needs some to choose among');
  expect(refused.output).toContain('form.privacyUrl: should be an address such as https://shop.example/privacy');
}, 60_000);

it('takes a form back, and writes down who changed it', async () => {
  expect((await run('form', 'tea', '--reset')).output).toMatch(/^files +up to 5, each up to 10 MB$/m);
  const { database, close } = await openStores();
  const rows = await database.acrossStores((tx) => tx.select().from(auditLog));
  await close();
  const [actor, action] = [expect.stringMatching(/^cli:/), 'stores.set'];
  expect(rows).toMatchObject([{}, { actor, action, detail: { form } }, { actor, action, detail: { form: {} } }]);
}, 60_000);

it('sets what pages tell, who sees it, and for how long it is kept', async () => {
  const numbers = ['--event-retention-days', '30', '--attribution-days', '14'];
  expect((await run('set', 'tea', '--tracking', '--show-activity', 'note', ...numbers)).code).toBe(0);
  const { output } = await run('show', 'tea');
  expect(output).toMatch(/^isTrackingOn +(true|yes|on)$/m);
  expect(output).toMatch(/^showActivity +note$/m);
  expect(output).toMatch(/^eventRetentionDays +30$/m);
  expect(output).toMatch(/^attributionDays +14$/m);
  const refused = await run('set', 'tea', '--event-retention-days', '7', '--show-activity', 'all');
  expect(refused.code).toBe(2);
  expect(refused.output).toContain('eventRetentionDays: should be at least 8');
  expect(refused.output).toContain('showActivity: should be conversation or note or contact or off');
}, 60_000);

it('sets how messages come in and where they go', async () => {
  const where = ['--deliver-to', 'api-inbox', '--support-email', 'help@tea.example', '--outage-notice-minutes', '15'];
  const { code } = await run('set', 'tea', '--mode', 'form', '--proof-of-work', 'always', ...where);
  expect(code).toBe(0);
  const { output } = await run('show', 'tea');
  expect(output).toMatch(/^mode +form$/m);
  expect(output).toMatch(/^deliverTo +api-inbox$/m);
  expect(output).toMatch(/^proofOfWork +always$/m);
  expect(output).toMatch(/^supportEmail +help@tea\.example$/m);
  expect(output).toMatch(/^outageNoticeMinutes +15$/m);
  expect(output).toMatch(/^form \(email\) +optional$/m);
}, 60_000);
