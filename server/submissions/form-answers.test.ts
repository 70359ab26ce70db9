import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FormAnswer, FormSettings } from '../../contract/form.ts';
import type { SubmissionAnswer } from '../../contract/submissions.ts';
import type { OpenDatabase } from '../db/open-database.ts';
import { openTestDatabase } from '../db/test-database.ts';
import { addStore, type Store, type StoreChanges, setStore } from '../stores/index.ts';
import { createTestApp, type TestApp } from '../testing/test-app.ts';
import { submissions } from './tables.ts';

let db: OpenDatabase;
let test: TestApp;
let store: Store;
beforeAll(async () => {
  db = await openTestDatabase();
  test = await createTestApp(db);
});
afterAll(() => db.close());

const origin = 'https://tea.example';
const writtenAt = 1_767_225_600_000;
const consent = { text: 'You may keep my message.', at: writtenAt };
const wanted = { text: { en: consent.text }, required: true };
const fields = [
  { key: 'order_number', kind: 'text', label: { en: 'Order number' }, required: true },
  {
    key: 'subject',
    kind: 'choice',
    label: { en: 'Subject' },
    choices: [{ value: 'return', label: { en: 'A return' } }],
  },
];
const answers = { order_number: 'A-17', subject: 'return' };

async function newStore(form: object = { fields }, changes: StoreChanges = {}) {
  store = await addStore(test.changes, { name: 'Tea', origins: [origin] }, null);
  await changeForm(form, changes);
}

async function changeForm(form: object, changes: StoreChanges = {}) {
  await setStore(test.changes, store.key, { form: form as FormSettings, ...changes });
  await test.deps.directory.refresh();
}

function send(method: string, path: string, body?: object, headers: Record<string, string> = {}) {
  return test.app.request(`/v1/stores/${store.key}${path}`, {
    method,
    headers: { origin, 'content-type': 'application/json', ...headers },
    ...(body && { body: JSON.stringify(body) }),
  });
}

/** The form that is asked now, as a page that shows it would know it. */
async function formVersion(): Promise<string> {
  return ((await (await send('GET', '/form')).json()) as FormAnswer).version;
}

interface Answer {
  status: number;
  body: SubmissionAnswer & { error?: { code: string; message: string } };
}

async function write(values: object, key: string = crypto.randomUUID()): Promise<Answer> {
  const body = { requestId: crypto.randomUUID(), sequence: 1, text: 'Where is it?', writtenAt, ...values };
  const answer = await send('POST', '/submissions', body, { 'idempotency-key': key });
  return { status: answer.status, body: (await answer.json()) as Answer['body'] };
}

async function addDetails({ id }: SubmissionAnswer, changes: object): Promise<Answer> {
  const answer = await send('PUT', `/submissions/${id}/contact`, changes);
  return { status: answer.status, body: (await answer.json()) as Answer['body'] };
}

async function stored() {
  return db.database.inStore(store.id, (tx) => tx.select().from(submissions).where(eq(submissions.storeId, store.id)));
}

describe('a message that was written in today’s form', () => {
  it('is taken with its answers and consent', async () => {
    await newStore({ fields, consent: wanted });
    const { status } = await write({ answers, consent, formVersion: await formVersion() });
    expect([status, await stored()]).toMatchObject([202, [{ answers, consent }]]);
  });

  it.each([
    ['an answer that is required', { answers: { order_number: '  ' } }, 'answers.order_number: the form asks for it'],
    ['an answer to no question', { answers: { ...answers, size: 'L' } }, 'answers.size: the form has no such field'],
    [
      'a choice that there is not',
      { answers: { ...answers, subject: 'x' } },
      'answers.subject: should be one of return',
    ],
  ])('is refused for %s, and nothing of it is stored', async (_what, values, message) => {
    await newStore();
    const { status, body } = await write({ ...values, formVersion: await formVersion() });
    expect([status, body.error]).toMatchObject([400, { code: 'invalid_request', message }]);
    expect(await stored()).toEqual([]);
  });

  it('is refused without an address or a name where they are required, naming both', async () => {
    await newStore({ email: 'required', name: 'required' });
    const { body } = await write({ formVersion: await formVersion() });
    expect(body.error?.message).toBe('contact.email: the form asks for it; contact.name: the form asks for it');
  });

  it('need not repeat what an earlier one of the same box has said', async () => {
    await newStore({ fields, consent: wanted, email: 'required' });
    const box = { requestId: crypto.randomUUID(), formVersion: await formVersion() };
    await write({ ...box, answers, consent, contact: { email: 'ann@mail.example' } });
    expect((await write({ ...box, sequence: 2 })).status).toBe(202);
    expect((await write({ ...box, requestId: crypto.randomUUID() })).status).toBe(400);
  });
});

describe('a message that was written in an older form, or in none', () => {
  it('is kept with all its answers, whatever the owner has changed since', async () => {
    await newStore();
    const version = await formVersion();
    await changeForm({ email: 'required', fields: [{ ...fields[1], required: true }] });
    const older = { order_number: 'A-17', subject: 'a choice that is gone' };
    const { status } = await write({ answers: older, formVersion: version });
    expect([status, await stored()]).toMatchObject([202, [{ answers: older }]]);
  });

  it('is taken without any answer from a browser that has never seen the form', async () => {
    await newStore();
    expect((await write({})).status).toBe(202);
    expect(await stored()).toMatchObject([{ answers: null, consent: null }]);
  });

  it.each([
    ['a key that no form can have', { 'Order Number': 'A-17' }, 'answers.Order Number'],
    ['an answer beyond all measure', { size: 'x'.repeat(1001) }, 'answers.size'],
    [
      'more answers than a form has',
      Object.fromEntries(Array.from({ length: 25 }, (_, n) => [`f${n}`, 'x'])),
      'answers',
    ],
  ])('is refused for %s: that is no form of ours', async (_what, given, field) => {
    await newStore();
    const { status, body } = await write({ answers: given });
    expect([status, body.error?.message]).toEqual([400, expect.stringContaining(`${field}: `)]);
  });
});

describe('consent, where a store takes no message without it', () => {
  const refusal = [
    400,
    { error: { code: 'invalid_request', message: 'consent: this store takes no message without it' } },
  ];

  it.each<[string, StoreChanges, object]>([
    ['a store’s contact form', { mode: 'form' }, {}],
    ['the form that stands in for chat', {}, { reason: 'chat-down' }],
    ['an older form', {}, { formVersion: 'older' }],
  ])('is needed in %s', async (_what, changes, values) => {
    await newStore({ consent: wanted }, changes);
    const { status, body } = await write(values);
    expect([status, body]).toMatchObject(refusal);
    expect((await write({ ...values, consent })).status).toBe(202);
  });

  it.each([
    ['in live chat', {}],
    ['where the page could not ask us what the form asks', { reason: 'server-down' }],
  ])('never keeps a message out that was written %s', async (_what, values) => {
    await newStore({ consent: wanted });
    expect((await write(values)).status).toBe(202);
  });

  it('is not asked again of a message that we have already', async () => {
    await newStore({}, { mode: 'form' });
    const [key, values] = [crypto.randomUUID(), { requestId: crypto.randomUUID() }];
    const once = await write(values, key);
    await changeForm({ consent: wanted });
    expect(await write(values, key)).toEqual(once);
  });
});

describe('what comes after the message', () => {
  it('may be answers alone, and is added to what is there', async () => {
    await newStore();
    const { body } = await write({
      answers: { subject: 'return' },
      contact: { email: 'ann@mail.example', name: 'Ann' },
    });
    expect(await addDetails(body, { answers: { order_number: 'A-17' } })).toEqual({ status: 200, body });
    await addDetails(body, { answers: { order_number: 'A-17' } });
    expect(await stored()).toMatchObject([{ answers, contactEmail: 'ann@mail.example', contactName: 'Ann' }]);
  });

  it('may be consent, a name, or an address as ever', async () => {
    await newStore();
    const { body } = await write({});
    await addDetails(body, { consent });
    await addDetails(body, { email: 'ann@mail.example', name: 'Ann' });
    expect(await stored()).toMatchObject([{ consent, contactEmail: 'ann@mail.example', contactName: 'Ann' }]);
    await addDetails(body, { email: 'ben@mail.example' });
    expect(await stored()).toMatchObject([{ consent, contactEmail: 'ben@mail.example', contactName: null }]);
  });

  it('takes an answer back that is empty', async () => {
    await newStore();
    const { body } = await write({ answers });
    await addDetails(body, { answers: { subject: '' } });
    expect(await stored()).toMatchObject([{ answers: { order_number: 'A-17' } }]);
  });

  it('has all that today’s form asks, together with what came before', async () => {
    await newStore({ fields, email: 'required', consent: wanted });
    const { body } = await write({ answers: { order_number: 'A-17' } });
    const version = await formVersion();
    const lacking = await addDetails(body, { consent, formVersion: version });
    expect([lacking.status, lacking.body.error?.message]).toEqual([400, 'contact.email: the form asks for it']);
    const emptied = { email: 'ann@mail.example', consent, answers: { order_number: '' }, formVersion: version };
    expect((await addDetails(body, emptied)).body.error?.message).toMatch('answers.order_number');
    expect((await addDetails(body, { email: 'ann@mail.example', consent, formVersion: version })).status).toBe(200);
  });

  it('is refused when it is nothing', async () => {
    await newStore();
    const { body } = await write({});
    expect((await addDetails(body, {})).body.error?.message).toContain('email, name, answers and consent');
  });

  it('is no message by itself', async () => {
    await newStore();
    expect((await addDetails({ ...(await write({})).body, id: crypto.randomUUID() }, { answers })).status).toBe(404);
  });
});
