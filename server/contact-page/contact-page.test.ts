import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '../db/open-database.ts';
import { openTestDatabase } from '../db/test-database.ts';
import { createTestApp, type TestApp } from '../testing/test-app.ts';
import { consent, createPageStage, fields, hiddenIn } from './test-page.ts';

let db: OpenDatabase;
let test: TestApp;
beforeAll(async () => {
  db = await openTestDatabase();
  test = await createTestApp(db);
});
afterAll(() => db.close());
beforeEach(() => {
  test.jobs.length = 0;
});

describe('the contact page', () => {
  it('asks what the store asks, in its words', async () => {
    const shop = await createPageStage(
      db,
      test,
      { fields, consent, privacyUrl: 'https://tea.example/privacy', email: 'required' },
      { texts: { title: 'Ask the tea people', greeting: 'We love questions.' }, color: '#ffd84d' },
    );
    const { status, text } = await shop.open();
    expect(status).toBe(200);
    expect(text).toContain('<h1>Ask the tea people</h1>');
    expect(text).toContain('We love questions.');
    expect(text).toContain('<label for="answers.order_number">Order number <span class="optional">(optional)</span>');
    expect(text).toMatch(
      /<select id="answers.subject" name="answers.subject" required>.*<option value="return">A return/,
    );
    expect(text).toMatch(/<input type="email" [^>]*name="contact.email" required/);
    expect(text).toContain('<label for="consent">You may keep my message.</label>');
    expect(text).toContain('href="https://tea.example/privacy"');
    expect(text).toContain('--accent: #ffd84d; --on-accent: #000');
  });

  it('writes down the shop’s words, and what was typed, as text and never as HTML', async () => {
    const shop = await createPageStage(db, test, {
      fields: [{ ...fields[0], label: { en: '"><script>alert(1)</script>' } }],
    });
    const page = await shop.open();
    const nasty = '</textarea><script>alert(2)</script>"';
    const seen = await shop.press(page, { text: nasty, 'contact.email': nasty, 'answers.gone': nasty });
    for (const { text } of [page, seen]) {
      expect(text).not.toMatch(/<script|<b>&/);
      expect(text).toContain('Tea &lt;b&gt;&amp; Co');
    }
    expect(seen.text.match(/&lt;\/textarea&gt;&lt;script&gt;alert\(2\)&lt;\/script&gt;&quot;/g)).toHaveLength(3);
  });

  it('runs nothing, loads nothing, is framed by nobody, and is not kept', async () => {
    const shop = await createPageStage(db, test);
    const [one, another] = [await shop.open(), await shop.open()];
    const policy = one.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/^default-src 'none'; style-src 'nonce-(\S+)'; form-action 'self'; base-uri 'none'; frame-/);
    expect(policy).not.toBe(another.headers.get('content-security-policy'));
    expect(one.text).toContain(`<style nonce="${/nonce-([^']+)/.exec(policy)?.[1]}">`);
    expect(one.headers.get('cache-control')).toBe('no-store');
    expect(one.headers.get('x-content-type-options')).toBe('nosniff');
    expect(hiddenIn(one).key).not.toBe(hiddenIn(another).key);
  });

  it('speaks the language of its address, else the browser’s', async () => {
    const shop = await createPageStage(db, test);
    expect((await shop.open('?locale=de', { 'accept-language': 'fr' })).text).toContain('<h1>Schreiben Sie uns</h1>');
    expect((await shop.open('', { 'accept-language': 'fr' })).text).toContain('<html lang="fr" dir="ltr">');
  });

  it('reads from right to left in Arabic', async () => {
    const shop = await createPageStage(db, test);
    expect((await shop.open('?locale=ar')).text).toContain('<html lang="ar" dir="rtl">');
  });

  it('says so when there is no such shop', async () => {
    const answer = await test.app.request('/contact/nobody', { headers: { 'accept-language': 'nl' } });
    expect([answer.status, await answer.text()]).toEqual([
      404,
      expect.stringContaining('Op dit adres is geen winkel.'),
    ]);
  });
});

describe('sending', () => {
  it('takes the message with all that was filled in, and gives its reference', async () => {
    const shop = await createPageStage(db, test, { fields, consent });
    const typed = {
      text: 'The lid\r\nis missing.',
      'contact.email': ' ann@mail.example ',
      'contact.name': 'Ann',
      'answers.subject': 'return',
      'answers.order_number': '',
      consent: 'yes',
    };
    const { status, text } = await shop.press(await shop.open(), typed);
    const [message] = await shop.messages();
    expect([status, message]).toMatchObject([
      200,
      {
        text: 'The lid\nis missing.',
        contactEmail: 'ann@mail.example',
        contactName: 'Ann',
        answers: { subject: 'return' },
        consent: { text: 'You may keep my message.' },
        locale: 'en',
        writtenAt: test.clock.now,
      },
    ]);
    expect(text).toContain(message?.reference);
    expect(text).toContain('We answer to ann@mail.example.');
    expect(test.jobs).toMatchObject([{ queue: 'deliver-messages' }]);
  });

  it('keeps a name that came without an address', async () => {
    const shop = await createPageStage(db, test);
    const { text } = await shop.press(await shop.open(), { text: 'Call me', 'contact.name': 'Ann' });
    expect(await shop.messages()).toMatchObject([{ contactEmail: null, contactName: 'Ann' }]);
    expect(text).toContain('You gave no address');
  });

  it('sends once, however often the answer is loaded again, and whenever', async () => {
    const shop = await createPageStage(db, test, { consent });
    const page = await shop.open();
    const typed = { text: 'Once', consent: 'yes' };
    const first = await shop.press(page, typed);
    test.clock.now = new Date(test.clock.now.getTime() + 60_000);
    const again = await shop.press(page, typed);
    const reference = /[0-9A-Z]{3}-[0-9A-Z]{3}(?=<\/strong>)/;
    expect([again.status, reference.exec(again.text)?.[0]]).toEqual([200, reference.exec(first.text)?.[0]]);
    expect(await shop.messages()).toHaveLength(1);
  });

  it('asks whoever goes back and writes something else whether that is to be sent as well', async () => {
    const shop = await createPageStage(db, test);
    const page = await shop.open();
    await shop.press(page, { text: 'One' });
    const other = await shop.press(page, { text: 'Two' });
    expect([other.status, other.text]).toEqual([409, expect.stringMatching(/already.*<textarea[^>]*>\nTwo</s)]);
    expect((await shop.press(other, { text: 'Two' })).status).toBe(200);
    expect((await shop.messages()).map(({ text }) => text)).toEqual(['One', 'Two']);
  });

  it('keeps every letter of a long message in a script that takes nine signs for each', async () => {
    const shop = await createPageStage(db, test, {
      fields: Array.from({ length: 12 }, (_, n) => ({ ...fields[0], key: `f${n}` })),
    });
    const answers = Object.fromEntries(Array.from({ length: 12 }, (_, n) => [`answers.f${n}`, '茶'.repeat(1000)]));
    const { status } = await shop.press(await shop.open(), { text: '茶'.repeat(5000), ...answers });
    expect([status, (await shop.messages())[0]?.text.length]).toEqual([200, 5000]);
  });

  it('takes what a plain form on the shop’s own page sends', async () => {
    const shop = await createPageStage(db, test);
    const body = new URLSearchParams({ text: 'From the shop’s own form' });
    const headers = { origin: 'https://tea.example' };
    const answer = await test.app.request(shop.path, { method: 'POST', body, headers });
    expect([answer.status, (await shop.messages()).length]).toEqual([200, 1]);
  });
});

it('asks no work of a browser that can do none', async () => {
  const shop = await createPageStage(db, test, {}, { proofOfWork: 'always' });
  expect((await shop.press(await shop.open(), { text: 'Hello' })).status).toBe(200);
});
