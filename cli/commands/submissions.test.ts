import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runCli } from '../../demo-store/scenarios/kit/server-process.ts';
import { chatSessions } from '../../server/chat-sessions/tables.ts';
import { only } from '../../server/db/database.ts';
import { openDatabase } from '../../server/db/open-database.ts';
import { createTestStore, makeTestDatabase, type TestDatabase } from '../../server/db/test-database.ts';
import { mails } from '../../server/mail/tables.ts';
import { submissions } from '../../server/submissions/tables.ts';

let folder: string;
let database: TestDatabase;
let env: Record<string, string>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'storefront-chat-submissions-'));
  database = await makeTestDatabase(folder);
  env = { ...database.env, ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}` };
  const opened = await openDatabase(database.config);
  const { id: storeId } = await createTestStore(opened, { key: 'tea' });
  await opened.database.inStore(storeId, async (tx) => {
    const session = only(await tx.insert(chatSessions).values({ storeId, requestId: crypto.randomUUID() }).returning());
    const message = { storeId, sessionId: session.id, bodyHash: '', writtenAt: new Date(), httpRequestId: 'r' };
    const failed = {
      state: 'failed',
      failure: 'too long',
      failedAt: new Date(),
      contactEmail: 'ann@mail.example',
    } as const;
    await tx.insert(submissions).values([
      {
        ...message,
        idempotencyKey: crypto.randomUUID(),
        reference: 'K7Q-4TM',
        sequence: 1,
        text: 'Where is it?',
        ...failed,
      },
      { ...message, idempotencyKey: crypto.randomUUID(), reference: 'M2B-9XW', sequence: 2, text: 'Hello?' },
    ]);
    const mail = { storeId, kind: 'receipt', about: 'a', recipient: 'ann@mail.example', messageId: 'm' } as const;
    await tx.insert(mails).values({ ...mail, state: 'failed', failure: 'refused by the mail server' });
  });
  await opened.close();
}, 60_000);
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

async function run(...args: string[]) {
  const process = runCli(args, env);
  return { code: await process.ended(), output: process.output() };
}

it('lists messages without their words, and shows one with them', async () => {
  const list = await run('submissions', 'list', 'tea', '--since', '1h');
  expect(list.code).toBe(0);
  expect(list.output).toMatch(/^K7Q-4TM +failed +\S+ +too long$/m);
  expect(list.output).toMatch(/^M2B-9XW +received/m);
  expect(list.output).not.toMatch(/Where|mail\.example/);
  const show = await run('submissions', 'show', 'tea', 'k7q-4tm');
  expect(show.output).toMatch(/^contactEmail +ann@mail\.example$/m);
  expect(show.output).toMatch(/^Where is it\?$/m);
}, 60_000);

it('exports them as JSON lines, into a file that its owner alone can read', async () => {
  const file = join(folder, 'out.jsonl');
  const exported = await run('submissions', 'export', 'tea', '--state', 'failed', '--out', file);
  expect(exported).toEqual({ code: 0, output: '1 message.\n' });
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { reference: 'K7Q-4TM', text: 'Where is it?', file: null },
  ]);
  expect(statSync(file).mode & 0o077).toBe(0);
}, 60_000);

it('retries dead letters, and says what is wrong with a call', async () => {
  expect(await run('submissions', 'retry', 'tea')).toMatchObject({
    code: 2,
    output: 'Name one message, or say --all.\n',
  });
  expect(await run('submissions', 'retry', 'tea', 'K7Q-4TM')).toEqual({
    code: 0,
    output: '1 message is to be delivered again.\n',
  });
  expect(await run('submissions', 'list', 'tea', '--state', 'lost')).toMatchObject({
    code: 2,
    output: expect.stringContaining('received or delivered or failed'),
  });
}, 60_000);

it('lists mails that failed without an address, and has them sent again', async () => {
  const list = await run('mails', 'list', 'tea');
  expect(list.output).toContain('refused by the mail server');
  expect(list.output).not.toContain('mail.example');
  expect(await run('mails', 'retry', 'tea', '--all')).toEqual({ code: 0, output: '1 mail is to be sent again.\n' });
}, 60_000);

it('erases a person at a second word only', async () => {
  const preview = await run('erase', 'tea', '--email', 'Ann@mail.example');
  expect(preview).toMatchObject({ code: 0, output: expect.stringContaining('Nothing is deleted yet: say --yes.') });
  const erased = await run('erase', 'tea', '--email', 'Ann@mail.example', '--yes');
  expect(erased.output).toMatch(/^messages +2$/m);
  expect(erased.output).toContain('We know of nothing of theirs at Chatwoot.');
}, 60_000);
