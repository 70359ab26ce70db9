import { once } from 'node:events';
import { connect } from 'node:net';
import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../app.ts';
import type { OpenDatabase } from '../db/open-database.ts';
import { openTestDatabase } from '../db/test-database.ts';
import { type Listening, listen } from '../http/listen.ts';
import { submissions } from '../submissions/tables.ts';
import { startChatwootBehindWire } from '../testing/chatwoot-behind-wire.ts';
import { createTestApp, type TestApp, testAssets } from '../testing/test-app.ts';
import { createTestShop, platformToken, runDeliveries, type TestShop } from '../testing/test-shop.ts';

let db: OpenDatabase;
let test: TestApp;
let chatwoot: Awaited<ReturnType<typeof startChatwootBehindWire>>;
let shop: TestShop;
let server: Listening;

beforeAll(async () => {
  db = await openTestDatabase();
  test = await createTestApp(db);
  chatwoot = await startChatwootBehindWire(platformToken);
  shop = await createTestShop(db, test, chatwoot.url);
  let callers = 0;
  const clientAddress = () => `10.8.0.${++callers % 256}`;
  const app = createApp({ ...test.deps, assets: testAssets, ping: db.ping, clientAddress });
  server = await listen(app.fetch, { host: '127.0.0.1', port: 0, requestTimeoutMs: 2000 });
});
afterAll(async () => {
  await server.close(0);
  await chatwoot.stop();
  await db.close();
});
afterEach(async () => {
  test.jobs.length = 0;
  await inStore((tx) => tx.delete(submissions));
});

const inStore = <T>(work: Parameters<typeof db.database.inStore<T>>[1]) => db.database.inStore(shop.store.id, work);
const rows = () => inStore((tx) => tx.select().from(submissions).where(eq(submissions.storeId, shop.store.id)));

function message(values: Record<string, unknown> = {}) {
  return { requestId: crypto.randomUUID(), sequence: 1, text: 'Hello', writtenAt: 1_767_225_600_000, ...values };
}

const headers = () => ({
  origin: 'https://shop.example',
  'content-type': 'application/json',
  'idempotency-key': crypto.randomUUID(),
});

function post(body: NonNullable<RequestInit['body']>, given: Record<string, string> = {}, path = '/submissions') {
  const url = `http://127.0.0.1:${server.port}/v1/stores/${shop.store.key}${path}`;
  return fetch(url, { method: 'POST', headers: { ...headers(), ...given }, body, duplex: 'half' });
}

const json = (values: Record<string, unknown>) => JSON.stringify(message(values));
const withRaw = (name: string, raw: string) => json({}).replace(/}$/, `,"${name}":${raw}}`);

describe('a body that is refused leaves nothing behind', () => {
  it.each<[string, () => NonNullable<RequestInit['body']>, number]>([
    ['nothing', () => '', 400],
    ['no JSON', () => '{"text":', 400],
    ['half a message', () => json({}).slice(0, -10), 400],
    ['two of them', () => json({}) + json({}), 400],
    ['JSON in another encoding', () => Buffer.from(json({}), 'utf16le'), 400],
    ['a list of them', () => `[${json({})}]`, 400],
    ['a word', () => '"message"', 400],
    ['null', () => 'null', 400],
    ['brackets as deep as the body is long', () => '['.repeat(60_000), 400],
    ['an object as deep', () => withRaw('cart', `${'{"a":'.repeat(9000)}1${'}'.repeat(9000)}`), 400],
    ['answers as deep', () => withRaw('answers', `${'{"a":'.repeat(9000)}1${'}'.repeat(9000)}`), 400],
    ['numbers as text', () => json({ sequence: '1' }), 400],
    ['text as a number', () => json({ text: 5 }), 400],
    ['text as an object', () => json({ text: { toString: 'x' } }), 400],
    ['a number that is none', () => withRaw('writtenAt', '1e999'), 400],
    ['a sequence beyond all', () => json({ sequence: 2 ** 53 }), 400],
    ['a half', () => json({ sequence: 1.5 }), 400],
    ['a text of nothing but what is taken out', () => json({ text: '\0\u001b\u202e \ufeff' }), 400],
    ['a text that is too long', () => json({ text: '👍'.repeat(5001) }), 400],
    ['a text that is closed too often', () => json({ text: '\u202b'.repeat(4000) }), 400],
    [
      'an address with a second header',
      () => json({ contact: { email: 'a@mail.example\r\nBcc: b@mail.example' } }),
      400,
    ],
    ['two addresses', () => json({ contact: { email: 'a@mail.example,b@mail.example' } }), 400],
    ['an address with a name', () => json({ contact: { email: 'Ann <a@mail.example>' } }), 400],
    ['a page that is no address', () => json({ page: { url: 'shop.example' } }), 400],
    ['answers with a key of a header', () => json({ answers: { 'to\r\nbcc': 'x' } }), 400],
    ['answers that are no text', () => json({ answers: { topic: ['a'] } }), 400],
    ['an id with more behind it', () => json({ requestId: `${crypto.randomUUID()}' or 1=1` }), 400],
    ['more than we take', () => json({ text: 'x', locale: 'x'.repeat(70_000) }), 413],
    ['more than we take, in bits', () => inBits('x'.repeat(70_000)), 413],
  ])('%s', async (_what, body, status) => {
    const given = body();
    const answer = await post(given);
    expect([answer.status, await answer.json()]).toMatchObject([status, { error: { code: expect.any(String) } }]);
    expect(await rows()).toEqual([]);
    expect(test.jobs).toEqual([]);
  });

  it.each([
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/html',
    'application/jsonp',
    'application/xml, application/json',
    '',
  ])('one that says it is %j', async (type) => {
    const answer = await post(json({}), { 'content-type': type });
    expect(answer.status).toBe(400);
    expect(await rows()).toEqual([]);
  });

  it.each<[string, string]>([
    ['no uuid', 'x'],
    ['two', `${crypto.randomUUID()}, ${crypto.randomUUID()}`],
    ['more than a uuid', `${crypto.randomUUID()}'--`],
  ])('an idempotency key that is %s', async (_what, key) => {
    expect((await post(json({}), { 'idempotency-key': key })).status).toBe(400);
    expect(await rows()).toEqual([]);
  });
});

function inBits(text: string) {
  return new ReadableStream({
    start(controller) {
      for (let at = 0; at < text.length; at += 1000) controller.enqueue(Buffer.from(text.slice(at, at + 1000)));
      controller.close();
    },
  });
}

describe('a request that is cut off or lies about its length', () => {
  const head = (lines: string[]) =>
    [`POST /v1/stores/${shop.store.key}/submissions HTTP/1.1`, 'host: x', ...given(), ...lines, '', ''].join('\r\n');
  const given = () => Object.entries(headers()).map(([name, value]) => `${name}: ${value}`);

  it.each<[string, () => string, RegExp]>([
    [
      'says more than comes',
      () => `${head([`content-length: ${json({}).length + 100}`])}${json({})}`,
      /^$|^HTTP\/1.1 4/,
    ],
    ['says less than comes', () => `${head(['content-length: 10'])}${json({})}`, /^HTTP\/1.1 400/],
    ['says two lengths', () => `${head(['content-length: 5', 'content-length: 6'])}${json({})}`, /^HTTP\/1.1 400/],
    [
      'says a length and comes in bits',
      () => `${head(['content-length: 5', 'transfer-encoding: chunked'])}0\r\n\r\n`,
      /^HTTP\/1.1 400/,
    ],
    ['says a length below nothing', () => `${head(['content-length: -1'])}`, /^HTTP\/1.1 400/],
    [
      'comes in bits of no length',
      () => `${head(['transfer-encoding: chunked'])}zz\r\n${json({})}\r\n0\r\n\r\n`,
      /^$|^HTTP\/1.1 4/,
    ],
    [
      'ends in the middle of a bit',
      () => `${head(['transfer-encoding: chunked'])}ffff\r\n${json({})}`,
      /^$|^HTTP\/1.1 4/,
    ],
    [
      'has a header that goes on in the next line',
      () => head(['x-a: b\r\n c: d', 'content-length: 0']),
      /^HTTP\/1.1 400/,
    ],
  ])('%s', async (_what, request, answer) => {
    const socket = connect(server.port, '127.0.0.1');
    let received = '';
    socket.on('data', (chunk) => (received += chunk));
    socket.on('error', () => {});
    socket.write(request());
    socket.end();
    await once(socket, 'close');
    expect(received).toMatch(answer);
    expect(await rows()).toEqual([]);
  });
});

describe('what is accepted is words, and nothing else', () => {
  const words = [
    '<script>alert(1)</script><img src=x onerror=alert(1)>',
    '[Sign in](https://shop.example.evil.example/) ![](https://evil.example/pixel.png)',
    'Subject: x\r\nBcc: everybody@shop.example\r\n\r\n.',
    "'; drop table submissions; --",
    '{{contact.email}} %s %n #{1+1} <%= 1 %>',
    '𝕳𝖊𝖑𝖑𝖔 👩‍👩‍👧‍👦 \u{1F1EA}\u{1F1F8} 漢字 e\u0301\u0301\u0301',
    'שלום \u2067עולם\u2069 مرحبا',
    '=HYPERLINK("https://evil.example")',
    '/assign me\n@everyone',
  ];
  it('and reaches the desk as it was written', async () => {
    const requestId = crypto.randomUUID();
    for (const [index, text] of words.entries()) {
      const answer = await post(json({ text, requestId, sequence: index + 1, visitorToken: 'none.of.ours' }));
      expect([text, answer.status]).toEqual([text, 202]);
    }
    await runDeliveries(test);
    expect(await shop.desk()).toEqual([words]);
  });

  it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    [
      'a name keeps to its line',
      { contact: { email: 'a@mail.example', name: 'Ann\r\nBcc: b@mail.example' } },
      { contactName: 'Ann Bcc: b@mail.example' },
    ],
    [
      'a name is not turned around',
      { contact: { email: 'a@mail.example', name: '\u202enna' } },
      { contactName: 'nna' },
    ],
    [
      'a title neither',
      { page: { url: 'https://shop.example/a', title: 'Tea\n\u2067<b>' } },
      { page: { url: 'https://shop.example/a', title: 'Tea <b>' } },
    ],
    [
      'a page of somebody else is left out',
      { page: { url: 'https://shop.example.evil.example/sign-in' } },
      { page: null },
    ],
    ['a page that is a script is left out', { page: { url: 'javascript:alert(1)' } }, { page: null }],
    ['a page inside of another is left out', { page: { url: 'about:srcdoc' } }, { page: null }],
    [
      'a page that looks like the shop’s is left out',
      { page: { url: 'https://shop.example@evil.example/' } },
      { page: null },
    ],
    ['a command to a terminal is left out', { text: 'a\u001b]0;x\u0007b' }, { text: 'a]0;xb' }],
    ['half a sign does no harm', { text: 'a\udc00b', locale: '\ud800' }, { text: 'a\ufffdb', locale: '\ufffd' }],
    [
      'an address in its text stays in its order',
      { text: 'https://shop.example/\u202egpj.exe' },
      { text: 'https://shop.example/gpj.exe' },
    ],
    [
      'what we did not ask for is not kept',
      { state: 'delivered', storeId: crypto.randomUUID(), id: 'x', failure: 'x' },
      { state: 'received', failure: null },
    ],
    [
      'an answer under the name of a method is an answer',
      { answers: { constructor: 'x', valueof: 'y' } },
      { answers: { constructor: 'x', valueof: 'y' } },
    ],
  ])('%s', async (_what, values, stored) => {
    expect((await post(json(values))).status).toBe(202);
    expect(await rows()).toMatchObject([stored]);
  });

  it.each<[string, () => string, Record<string, unknown>]>([
    ['the last of two of a name counts', () => withRaw('text', '"second"'), { text: 'second' }],
    ['a prototype is no message', () => withRaw('__proto__', '{"text":"x","isAdmin":true}'), { text: 'Hello' }],
    [
      'nor are answers in one',
      () => withRaw('answers', '{"__proto__":{"a":"b"},"topic":"x"}'),
      { answers: { topic: 'x' } },
    ],
  ])('%s', async (_what, body, stored) => {
    expect((await post(body())).status).toBe(202);
    expect(await rows()).toMatchObject([stored]);
    expect(({} as Record<string, unknown>).isAdmin ?? ({} as Record<string, unknown>).a).toBeUndefined();
  });

  it('bytes that are no text are shown as such', async () => {
    const [before, after] = json({ text: 'a%b' }).split('%');
    const bytes = Buffer.concat([Buffer.from(before ?? ''), Buffer.from([0xff, 0xc0, 0x80]), Buffer.from(after ?? '')]);
    expect((await post(bytes)).status).toBe(202);
    expect(await rows()).toMatchObject([{ text: 'a\ufffd\ufffd\ufffdb' }]);
  });
});
