import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '../db/open-database.ts';
import { openTestDatabase } from '../db/test-database.ts';
import { createTestApp, type TestApp } from '../testing/test-app.ts';
import { consent, createPageStage, errorOf, fields, hiddenIn, see } from './test-page.ts';

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

describe('what is not right', () => {
  it('is said beside each field, with everything that was typed', async () => {
    const shop = await createPageStage(db, test, { fields, consent, email: 'required', name: 'required' });
    const typed = { text: ' ', 'contact.email': 'ann@', 'answers.order_number': 'A-17' };
    const page = await shop.open();
    const seen = await shop.press(page, typed);
    expect(seen.status).toBe(422);
    expect(errorOf(seen, 'text')).toBe('Please fill this in.');
    expect(errorOf(seen, 'contact.email')).toBe('Please enter an address like name@example.com.');
    expect(errorOf(seen, 'contact.name')).toBe('Please fill this in.');
    expect(errorOf(seen, 'answers.subject')).toBe('Please choose');
    expect(errorOf(seen, 'consent')).toBe('Tick this box and we can take your message.');
    expect(seen.text).toMatch(
      /value="ann@" id="contact.email"[^>]* aria-invalid="true" aria-describedby="contact.email-hint contact.email-error"/,
    );
    expect(seen.text).toContain('value="A-17"');
    expect(seen.text.match(/ autofocus/g)).toHaveLength(1);
    expect(seen.text).toContain('<title>Not sent yet. Write to us</title>');
    // The same form: what is sent in the end is one message.
    expect(hiddenIn(seen)).toEqual(hiddenIn(page));
    expect(await shop.messages()).toEqual([]);
  });

  it('is a message that is too long, which stays as it was typed', async () => {
    const shop = await createPageStage(db, test);
    const seen = await shop.press(await shop.open(), { text: 'x'.repeat(5001) });
    expect([seen.status, errorOf(seen, 'text')]).toEqual([422, 'Please make this shorter.']);
    expect(seen.text).toContain('x'.repeat(5001));
  });

  it('is never a form that the owner has changed while it was filled in', async () => {
    const shop = await createPageStage(db, test, { fields });
    const page = await shop.open();
    await shop.change({ form: { email: 'required', name: 'hidden' } });
    const typed = { 'answers.subject': 'return', 'contact.name': 'Ann' };
    const seen = await shop.press(page, { text: '', ...typed });
    expect([seen.status, hiddenIn(seen)]).toEqual([422, { ...hiddenIn(page), ...typed }]);
    expect((await shop.press(seen, { text: 'Hello' })).status).toBe(200);
    expect(await shop.messages()).toMatchObject([{ contactName: 'Ann', answers: { subject: 'return' } }]);
  });

  it('is never a choice that was there when it was chosen', async () => {
    const shop = await createPageStage(db, test, { fields });
    const page = await shop.open();
    const choices = [{ value: 'other', label: { en: 'Something else' } }];
    await shop.change({
      form: { fields: [{ key: 'subject', kind: 'choice', label: { en: 'Why' }, required: true, choices }] },
    });
    const seen = await shop.press(page, { text: '', 'answers.subject': 'return' });
    expect(seen.text).toContain('<option value="return" selected>return</option>');
    expect((await shop.press(seen, { text: 'Hello', 'answers.subject': 'return' })).status).toBe(200);
  });

  it('is a page of somebody else that sends: the shopper looks at it first', async () => {
    const shop = await createPageStage(db, test);
    const page = await shop.open();
    const seen = await shop.press(page, { text: 'Sent unseen' }, { origin: 'https://evil.example' });
    expect([seen.status, seen.text]).toEqual([403, expect.stringMatching(/another page.*Sent unseen/s)]);
    expect(await shop.messages()).toEqual([]);
    expect((await shop.press(seen, { text: 'Sent unseen' }, { origin: 'https://chat.example' })).status).toBe(200);
    expect((await shop.press(await shop.open(), { text: 'x' }, { origin: 'null' })).status).toBe(403);
  });

  it('is more than a browser would send', async () => {
    const shop = await createPageStage(db, test);
    const seen = await shop.press(await shop.open(), { text: 'x'.repeat(300_000) });
    expect([seen.status, seen.text]).toEqual([413, expect.stringContaining('make it shorter')]);
  });

  it('is too much of one address in a minute, whose words are kept all the same', async () => {
    const shop = await createPageStage(db, test);
    const page = await shop.open();
    const answers = await Promise.all(Array.from({ length: 21 }, () => shop.press(page, { text: 'Again and again' })));
    const refused = answers.find(({ status }) => status === 429);
    expect(refused?.text).toMatch(/wait a minute.*Again and again/s);
    expect(refused?.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(await shop.messages()).toHaveLength(1);
  });

  it('is a fault of ours, and then the words are still there', async () => {
    const shop = await createPageStage(db, test);
    const { database } = test.deps;
    const broken = await createTestApp({
      ...db,
      database: { ...database, inStore: () => Promise.reject(new Error('x')) },
    });
    const body = new URLSearchParams({ text: 'Do not lose me' });
    const seen = await see(await broken.app.request(`${shop.path}?locale=en`, { method: 'POST', body }));
    expect([seen.status, seen.text]).toEqual([500, expect.stringMatching(/our fault.*Do not lose me/s)]);
  });

  it('is a machine that fills everything in: its message is held for somebody to look at', async () => {
    const shop = await createPageStage(db, test, {}, { proofOfWork: 'always' });
    const { status } = await shop.press(await shop.open(), { text: 'Cheap pills', subject_line: 'Buy now' });
    expect([status, test.jobs, await shop.messages()]).toMatchObject([200, [], [{ state: 'failed' }]]);
  });
});
