import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditLog } from '../audit/tables.ts';
import type { OpenDatabase } from '../db/open-database.ts';
import { createTestStore, openTestDatabase } from '../db/test-database.ts';
import { isPublicAddress } from '../http/public-address.ts';
import { createTestApp, type TestApp } from '../testing/test-app.ts';
import { type MailServer, startMailServer } from '../testing/test-mail-server.ts';
import { formatLetter } from './format-letter.ts';
import { canMailReplies, removeMailSender, sendTestMail, setMailSender, showMailSender } from './index.ts';
import { type Envelope, postLetter } from './post-letter.ts';
import { readSender } from './sender-address.ts';
import { readSmtpUrl } from './smtp-url.ts';
import { mailSenders } from './tables.ts';
import { mailTexts, mailTextsFor } from './texts/index.ts';

const password = 'secret-of-the-post';
const from = 'Tea house <hello@tea.example>';

let db: OpenDatabase;
let test: TestApp;
let smtp: MailServer;

beforeAll(async () => {
  db = await openTestDatabase();
  test = await createTestApp(db);
  smtp = await startMailServer();
});
afterAll(async () => {
  await smtp.stop();
  await db.close();
});

async function newStore(values = {}) {
  const store = await createTestStore(db, values);
  await test.deps.directory.refresh();
  return store;
}

const set = (key: string, input: Parameters<typeof setMailSender>[2], mayBeInternal = true) =>
  setMailSender(test.changes, key, input, mayBeInternal);
const testMail = (key: string, to = 'ana@tea.example') =>
  sendTestMail({ ...test.changes, mail: { server: null, mayBeInternal: true } }, key, to);

describe('a store’s own sender', () => {
  it('is sealed, and shown and audited without its login', async () => {
    const store = await newStore();
    const smtpUrl = smtp.smtpUrlAs(`post:${password}`);
    expect(await set(store.key, { from, smtpUrl })).toEqual({ from, server: smtpUrl.split('@')[1] });
    expect(await showMailSender(test.changes, store.key)).toEqual({ from, server: smtpUrl.split('@')[1] });
    const rows = await db.database.acrossStores(async (tx) => [
      ...(await tx.select().from(mailSenders)),
      ...(await tx.select().from(auditLog)),
    ]);
    expect(JSON.stringify(rows)).not.toContain(password);
    expect(JSON.stringify(rows)).toContain('stores.mail');
  });

  it('sends with its own login, and keeps it when only the name changes', async () => {
    const store = await newStore();
    await set(store.key, { from, smtpUrl: smtp.smtpUrlAs(`post:${password}`) });
    await set(store.key, { from: 'Tea <hello@tea.example>' });
    expect(await testMail(store.key)).toEqual({ state: 'sent' });
    expect(smtp.logins.at(-1)).toBe(`post:${password}`);
    expect(smtp.taken.at(-1)?.from?.value).toEqual([{ name: 'Tea', address: 'hello@tea.example' }]);
  });

  it('decides whether answers are mailed by us', async () => {
    const store = await newStore();
    expect(await canMailReplies(test.deps, store.id)).toBe(false);
    await set(store.key, { from, smtpUrl: smtp.smtpUrl });
    expect(await canMailReplies(test.deps, store.id)).toBe(true);
    await removeMailSender(test.changes, store.key);
    expect([await canMailReplies(test.deps, store.id), await showMailSender(test.changes, store.key)]).toEqual([
      false,
      null,
    ]);
    await expect(testMail(store.key)).rejects.toThrow(/cannot send mail/);
  });

  it.each([
    'smtp://127.0.0.1:25',
    'smtp://localhost:25',
    'smtp://10.0.0.1',
    'smtp://169.254.169.254:25',
    'smtps://192.168.1.4',
    'smtp://[::1]:587',
    'smtp://[::ffff:127.0.0.1]:587',
    'smtp://0x7f000001:25',
    'smtp://1.1.1.1:6379',
    'smtp://no-such-host.invalid',
  ])('is refused in production at %s', async (place) => {
    const store = await newStore();
    const smtpUrl = place.replace('//', `//post:${password}@`);
    const refusal = await set(store.key, { from, smtpUrl }, false).catch((error: Error) => error);
    expect(refusal).toMatchObject({ code: 'invalid_request', message: expect.stringContaining('SMTP address') });
    expect(String(refusal)).not.toContain(password);
  });

  it('is not called where its name has led into our own network meanwhile', async () => {
    const sender = { address: { name: '', address: 'hello@tea.example' }, smtpUrl: smtp.smtpUrl, isOwn: true };
    const before = smtp.taken.length;
    const posted = await postLetter(sender, letter('Hello'), envelope, false);
    expect(posted).toEqual({ state: 'again', reason: 'the mail server has no address on the internet' });
    expect(smtp.taken).toHaveLength(before);
  });
});

describe('what may be written', () => {
  it.each([
    ['hello@tea.example', { name: '', address: 'hello@tea.example' }],
    ['Tea <hello@tea.example>', { name: 'Tea', address: 'hello@tea.example' }],
    ['"Tea, Ltd" <hello@tea.example>', { name: 'Tea, Ltd', address: 'hello@tea.example' }],
    ['Tea\r\nBcc: all@example.com <hello@tea.example>', null],
    ['Te\u2028a <hello@tea.example>', null],
    ['Tea <hello@tea.example>, <other@tea.example>', null],
    ['<hello@tea.example', null],
    ['hello', null],
    ['', null],
  ])('as a sender: %j', (text, expected) => {
    expect(readSender(text)).toEqual(expected);
  });

  it.each([
    ['smtp://smtp.example.com', { host: 'smtp.example.com', port: 587, isSecure: false, login: null }],
    ['smtps://smtp.example.com', { host: 'smtp.example.com', port: 465, isSecure: true, login: null }],
    [
      'smtp://a%40b:p%3Aw@smtp.example.com:25',
      { host: 'smtp.example.com', port: 25, isSecure: false, login: { user: 'a@b', pass: 'p:w' } },
    ],
    ['smtp://[2606:4700::1111]', { host: '2606:4700::1111', port: 587, isSecure: false, login: null }],
    ['http://smtp.example.com', null],
    ['smtp://smtp.example.com/path', null],
    ['smtp://smtp.example.com?tls=off', null],
    ['smtp://%ZZ@smtp.example.com', null],
    ['smtp://', null],
    ['smtp.example.com', null],
  ])('as a mail server: %s', (text, expected) => {
    expect(readSmtpUrl(text)).toEqual(expected);
  });

  it.each([
    ['1.1.1.1', true],
    ['2606:4700::1111', true],
    ['100.64.0.1', false],
    ['172.31.255.255', false],
    ['224.0.0.1', false],
    ['255.255.255.255', false],
    ['::', false],
    ['::1', false],
    ['fe80::1', false],
    ['fd00::1', false],
    ['::ffff:10.0.0.1', false],
    ['64:ff9b::a00:1', false],
    ['2002:a00:1::', false],
    ['shop.example', false],
  ])('whether %s is an address of the internet', (address, expected) => {
    expect(isPublicAddress(address)).toBe(expected);
  });
});

const envelope: Envelope = { recipient: 'ann@mail.example', messageId: '<1@tea.example>', at: new Date() };

function letter(subject: string) {
  return { subject, language: 'en', paragraphs: [subject, { quote: subject }], isAutomatic: true };
}

describe('whatever the words are', () => {
  it('nothing in them becomes a header', async () => {
    const nasty = 'Hi\r\nBcc: everybody@example.com\r\n\r\n<script>alert(1)</script>\u2028X';
    const sender = { address: { name: nasty, address: 'hello@tea.example' }, smtpUrl: smtp.smtpUrl, isOwn: false };
    await postLetter(sender, { ...letter(nasty), replyTo: 'people@tea.example' }, envelope, true);
    const [mail, raw = ''] = [smtp.taken.at(-1), smtp.raw.at(-1)];
    expect([...(mail?.headers.keys() ?? [])].sort()).toEqual(
      [
        'auto-submitted',
        'content-type',
        'date',
        'from',
        'message-id',
        'mime-version',
        'reply-to',
        'subject',
        'to',
      ].sort(),
    );
    const head = raw.slice(0, raw.indexOf('\r\n\r\n'));
    expect(head).not.toMatch(/^bcc:/im);
    expect(mail?.to).toMatchObject({ value: [{ address: 'ann@mail.example', name: '' }] });
    expect(mail?.html).not.toContain('<script>');
  });

  it.each([
    '<img src=x onerror=alert(1)>',
    '"><script>',
    "' onmouseover='x",
    '&lt;b&gt;',
    '<!--',
    ']]>',
    '</div></body>',
  ])('nothing in them becomes HTML: %s', (nasty) => {
    const paragraphs = (text: string) => [text, { quote: text }, { words: text, link: `https://shop.example/${text}` }];
    const tags = (text: string) =>
      formatLetter({ ...letter(''), paragraphs: paragraphs(text) })
        .html.match(/<[^>]*>/g)
        ?.map((tag) => tag.split(' ')[0]);
    expect(tags(nasty)).toEqual(tags(''));
  });
});

describe('the words of nine languages', () => {
  it('are all there, and speak of the same things', () => {
    expect(Object.keys(mailTexts).sort()).toEqual(['ar', 'de', 'en', 'es', 'fr', 'it', 'nl', 'pl', 'pt']);
    const placeholders = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();
    const { texts: english } = mailTextsFor('en');
    for (const texts of Object.values(mailTexts)) {
      for (const [name, text] of Object.entries(english)) {
        const own: unknown = Reflect.get(texts, name);
        expect(placeholders(String(own))).toEqual(placeholders(text));
      }
    }
  });

  it('are the shopper’s, else the shop’s, else English', () => {
    expect(mailTextsFor('pt-BR', 'nl').language).toBe('pt');
    expect(mailTextsFor('ja', 'nl').language).toBe('nl');
    expect(mailTextsFor(null, 'constructor').language).toBe('en');
  });
});
