import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FormAnswer, FormSettings } from '../../contract/form.ts';
import type { OpenDatabase } from '../db/open-database.ts';
import { openTestDatabase } from '../db/test-database.ts';
import { addStore, type StoreChanges, setStore } from '../stores/index.ts';
import { createTestApp, type TestApp } from '../testing/test-app.ts';

let db: OpenDatabase;
let test: TestApp;
beforeAll(async () => {
  db = await openTestDatabase();
  test = await createTestApp(db);
});
afterAll(() => db.close());

const origin = 'https://tea.example';

const subject = {
  key: 'subject',
  kind: 'choice',
  required: true,
  label: { en: 'What is it about?', nl: 'Waar gaat het over?' },
  choices: [
    { value: 'return', label: { en: 'A return', nl: 'Een retour' } },
    { value: 'other', label: { en: 'Something else' } },
  ],
} as const;
const consent = { text: { en: 'You may keep my message.', nl: 'Jullie mogen mijn bericht bewaren.' }, required: true };

async function newStore(changes: Omit<StoreChanges, 'form'> & { form?: object } = {}) {
  const { key } = await addStore(test.changes, { name: 'Tea', origins: [origin] }, null);
  const { form = { fields: [subject] }, ...others } = changes;
  await setStore(test.changes, key, { form: form as FormSettings, ...others });
  await test.deps.directory.refresh();
  return key;
}

function get(key: string, query = '', from: string | undefined = origin) {
  return test.app.request(`/v1/stores/${key}/form${query}`, { headers: from ? { origin: from } : {} });
}

async function formOf(key: string, query = ''): Promise<FormAnswer> {
  return (await get(key, query)).json() as Promise<FormAnswer>;
}

describe('asking for a store’s form', () => {
  it('gives what is asked by default when the owner has said nothing', async () => {
    const key = await newStore({ form: {} });
    expect(await formOf(key)).toEqual({
      version: expect.any(String),
      email: 'optional',
      name: 'optional',
      fields: [],
      files: { maxCount: 5, maxBytes: 10_485_760, types: expect.arrayContaining(['image/png', 'application/pdf']) },
    });
  });

  it('gives it in the language asked for', async () => {
    const privacyUrl = 'https://tea.example/privacy';
    const key = await newStore({ form: { email: 'required', name: 'hidden', fields: [subject], consent, privacyUrl } });
    expect(await formOf(key, '?locale=nl-BE')).toMatchObject({
      email: 'required',
      name: 'hidden',
      fields: [
        {
          key: 'subject',
          kind: 'choice',
          label: 'Waar gaat het over?',
          required: true,
          choices: [
            { value: 'return', label: 'Een retour' },
            { value: 'other', label: 'Something else' },
          ],
        },
      ],
      consent: { text: 'Jullie mogen mijn bericht bewaren.', required: true },
      privacyUrl,
    });
  });

  it.each([
    ['the exact tag', { 'pt-BR': 'brasileiro', pt: 'português', en: 'English' }, 'pt-BR', 'brasileiro'],
    ['its first part', { pt: 'português', en: 'English' }, 'pt-BR', 'português'],
    ['the store’s own language', { de: 'Deutsch', nl: 'Nederlands' }, 'fr', 'Nederlands'],
    ['any at all, for a question is never blank', { it: 'italiano' }, 'fr', 'italiano'],
    ['no language that an object has by nature', { it: 'italiano' }, 'constructor', 'italiano'],
  ])('takes words in %s', async (_what, label, locale, expected) => {
    const fields = [{ key: 'size', kind: 'text', label }];
    const key = await newStore({ locale: 'nl', form: { fields } });
    expect((await formOf(key, `?locale=${locale}`)).fields).toMatchObject([{ label: expected, required: false }]);
  });

  it('is never cached, and is readable for the store’s own pages alone', async () => {
    const key = await newStore();
    const { headers } = await get(key);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('access-control-allow-origin')).toBe(origin);
    expect((await get(key, '', 'https://evil.example')).status).toBe(403);
    expect((await get('nobody')).status).toBe(404);
  });

  it('names another form by another version, and the same one by the same', async () => {
    const key = await newStore();
    const { version } = await formOf(key);
    expect((await formOf(key, '?locale=nl')).version).toBe(version);
    await setStore(test.changes, key, { form: { email: 'required' } });
    await test.deps.directory.refresh();
    expect((await formOf(key)).version).not.toBe(version);
  });

  it('comes with work to be done where the store asks for it', async () => {
    const key = await newStore({ proofOfWork: 'always' });
    expect((await formOf(key)).work).toMatchObject({ parameters: { algorithm: expect.any(String) } });
  });
});

describe('a store in form mode', () => {
  it('is served as one without chat, and gives no session', async () => {
    const key = await newStore({ mode: 'form' });
    const settings = await test.app.request(`/v1/stores/${key}/settings`);
    expect(await settings.json()).toMatchObject({ chat: false, chatwoot: null });
    const session = await test.app.request(`/v1/stores/${key}/chat-sessions`, {
      method: 'POST',
      headers: { origin, 'content-type': 'application/json' },
      body: JSON.stringify({ requestId: crypto.randomUUID() }),
    });
    expect(await session.json()).toMatchObject({ state: 'unavailable', reason: 'chat-off' });
  });
});

describe('setting a form', () => {
  const field = { key: 'size', kind: 'text', label: { en: 'Size' } };

  it.each([
    ['two fields of one key', { fields: [field, field] }, 'form.fields: two have the key size'],
    ['a choice without choices', { fields: [{ ...field, kind: 'choice' }] }, 'form.fields.0.choices: a field of kind'],
    ['choices of a text', { fields: [{ ...field, choices: subject.choices }] }, 'form.fields.0.choices: only a field'],
    [
      'two choices of one value',
      { fields: [{ ...subject, choices: [subject.choices[0], subject.choices[0]] }] },
      'form.fields.0.choices: two have the value return',
    ],
    ['a field of no language', { fields: [{ ...field, label: {} }] }, 'form.fields.0.label: should have words'],
    [
      'a language that is none',
      { fields: [{ ...field, label: { English: 'Size' } }] },
      /label\.English: .*language tag/,
    ],
    [
      'a key with a capital',
      { fields: [{ ...field, key: 'Size' }] },
      'form.fields.0.key: should be up to 40 lower-case',
    ],
    [
      'a kind that there is not',
      { fields: [{ ...field, kind: 'date' }] },
      'form.fields.0.kind: should be text or long',
    ],
    ['a setting that there is not', { phone: 'required' }, 'form: there is no phone'],
    ['consent without words', { consent: { text: { en: ' ' }, required: true } }, 'form.consent.text.en: should be at'],
    ['a privacy page without a scheme', { privacyUrl: 'tea.example' }, 'form.privacyUrl: should be an address such as'],
    ['files of no size', { files: { maxCount: 1, maxBytes: 1 } }, 'form.files.maxBytes: should be at least 1024'],
  ])('refuses %s, and names it', async (_what, form, message) => {
    const key = await newStore();
    await expect(setStore(test.changes, key, { form: form as FormSettings })).rejects.toThrow(message);
  });

  it('names everything that is wrong at once', async () => {
    const key = await newStore();
    const form = { name: 'maybe', fields: [{ ...field, required: 'yes' }] };
    await expect(setStore(test.changes, key, { form: form as unknown as FormSettings })).rejects.toThrow(
      /form\.name: should be hidden or optional or required; form\.fields\.0\.required: should be a boolean/,
    );
  });

  it.each<[string, StoreChanges]>([
    ['a mode that there is not', { mode: 'both' as 'chat' }],
    ['a place that there is not', { deliverTo: 'mail' as 'api-inbox' }],
    ['an address with a name', { supportEmail: 'Ana <ana@tea.example>' }],
    ['no minute at all', { outageNoticeMinutes: 0 }],
  ])('refuses %s', async (_what, changes) => {
    const key = await newStore();
    await expect(setStore(test.changes, key, changes)).rejects.toMatchObject({ code: 'invalid_request' });
  });
});
