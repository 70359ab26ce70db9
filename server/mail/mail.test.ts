import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createTestStore } from '../db/test-database.ts';
import { mailHandlers } from '../mail-handlers.ts';
import { from, type MailStage, openMailStage } from '../testing/mail-stage.ts';
import type { TestApp } from '../testing/test-app.ts';
import { runDeliveries } from '../testing/test-shop.ts';
import { failedMails, oweMail, retryMail } from './index.ts';
import { mails } from './tables.ts';

const address = 'ann.of.the.hill@mail.example';
const lines: string[] = [];

let stage: MailStage;
let { db, test, smtp, shop, mailsOf, runMails } = {} as MailStage;

beforeAll(async () => {
  stage = await openMailStage(pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) }));
  ({ db, test, smtp, shop, mailsOf, runMails } = stage);
});
afterAll(() => stage.stop());
afterEach(async () => {
  await stage.clear();
  lines.length = 0;
});

const formMessage = { reason: 'chat-down', contact: { email: address, name: 'Ann <b>' }, locale: 'nl-NL' };

describe('a receipt', () => {
  it('brings the reference in the shopper’s language, and nothing of the message', async () => {
    const { body } = await shop.write('My door code is 4471', formMessage);
    await runDeliveries(test);
    const [mail] = smtp.taken;
    expect(mail?.from?.value).toEqual([{ name: 'Test shop', address: 'support@shops.example' }]);
    expect(mail?.subject).toBe(`Test shop: uw bericht ${body.reference}`);
    expect(mail?.text).toContain(`Het nummer is ${body.reference}.`);
    expect(mail?.html).toContain('<html lang="nl" dir="ltr">');
    expect(mail?.headers.get('auto-submitted')).toBe('auto-generated');
    const everything = `${mail?.text}${mail?.html}${mail?.subject}`;
    expect(everything).not.toMatch(/4471|Ann/);
    const [row] = await mailsOf();
    expect(row).toMatchObject({ state: 'sent', tries: 1, failure: null, messageId: mail?.messageId });
  });

  it('is owed once, with the address that comes after the message', async () => {
    const { body } = await shop.write('Hello', { reason: 'offline' });
    expect(await mailsOf()).toEqual([]);
    await shop.send('PUT', `/submissions/${body.id}/contact`, { email: address });
    await shop.send('PUT', `/submissions/${body.id}/contact`, { email: 'somebody.else@mail.example' });
    expect((await mailsOf()).map(({ recipient }) => recipient)).toEqual([address]);
  });

  it('goes to one mailbox three times a day at most, however it is spelled', async () => {
    const spellings = [address, address.toUpperCase(), address.replace('@', '+shop@'), address, address];
    for (const email of spellings) await shop.write('Hello', { reason: 'chat-down', contact: { email } });
    expect(await mailsOf()).toHaveLength(3);
    test.clock.now = new Date(test.clock.now.getTime() + 86_400_001);
    await shop.write('Hello', { reason: 'chat-down', contact: { email: address } });
    expect(await mailsOf()).toHaveLength(4);
  });

  it('is not owed while chat works, nor by a shop that cannot send mail', async () => {
    await shop.write('Hello', { contact: { email: address } });
    test.deps.mail.server = null;
    await shop.write('Hello', formMessage);
    expect(await mailsOf()).toEqual([]);
  });
});

describe('the outbox', () => {
  it('has a mail only if its cause is committed', async () => {
    const rolledBack = db.database.inStore(shop.store.id, async (tx) => {
      const mail = { kind: 'receipt' as const, about: 'x', recipient: address, facts: {}, requestId: 'r' };
      expect(await oweMail(test.deps, tx, shop.store.id, mail)).toEqual(expect.any(String));
      expect(await oweMail(test.deps, tx, shop.store.id, mail)).toBeNull();
      throw new Error('changed my mind');
    });
    await expect(rolledBack).rejects.toThrow('changed my mind');
    expect(await mailsOf()).toEqual([]);
  });

  it('tries again after a mail server that is busy, with the same id', async () => {
    await shop.write('Hello', formMessage);
    smtp.refuse({ code: 451, message: '4.7.1 Try later' });
    await runMails();
    expect(await mailsOf()).toMatchObject([{ state: 'waiting', tries: 1, failure: 'answered 451 4.7.1 to RCPT TO' }]);
    expect(test.jobs).toMatchObject([{ queue: 'send-mail' }]);
    smtp.refuse(null);
    await runMails();
    const [row] = await mailsOf();
    expect(row).toMatchObject({ state: 'sent', tries: 2, failure: null });
    expect(smtp.taken.map(({ messageId }) => messageId)).toEqual([row?.messageId]);
  });

  it('keeps what a mail server refuses for good as a dead letter, which can be sent again', async () => {
    await shop.write('Hello', formMessage);
    smtp.refuse({ code: 550, message: '5.1.1 No such user' });
    await runMails();
    expect(test.jobs).toEqual([]);
    const dead = await db.database.inStore(shop.store.id, (tx) => failedMails(tx, shop.store.id));
    expect(dead).toMatchObject([{ kind: 'receipt', tries: 1, failure: 'answered 550 5.1.1 to RCPT TO' }]);
    smtp.refuse(null);
    const retry = (id = dead[0]?.id ?? '') =>
      db.database.inStore(shop.store.id, (tx) => retryMail(test.deps, tx, shop.store.id, id));
    expect([await retry(), await retry()]).toEqual([true, false]);
    await runMails();
    expect(await mailsOf()).toMatchObject([{ state: 'sent' }]);
  });

  it('gives up after three days without a mail server', async () => {
    test.deps.mail.server = { smtpUrl: 'smtp://127.0.0.1:1', from };
    await shop.write('Hello', formMessage);
    await runMails();
    expect(await mailsOf()).toMatchObject([{ state: 'waiting', failure: 'no answer (ESOCKET)' }]);
    test.clock.now = new Date(test.clock.now.getTime() + 3 * 86_400_000);
    await runMails();
    expect(await mailsOf()).toMatchObject([{ state: 'failed', tries: 2 }]);
  });

  it('sends a mail once when two processes have its job', async () => {
    await shop.write('Hello', formMessage);
    const job = test.jobs.find(({ queue }) => queue === 'send-mail');
    const [row] = await mailsOf();
    const data = { storeId: shop.store.id, mailId: row?.id ?? '', requestId: 'r' };
    expect(job?.data).toMatchObject({ mailId: row?.id });
    const handlers = mailHandlers(test.deps);
    await Promise.all([handlers['send-mail'](data), handlers['send-mail'](data)]);
    expect(smtp.taken).toHaveLength(1);
  });

  it('after a death between the mail server’s yes and our note of it, the second copy has the same id', async () => {
    await shop.write('Hello', formMessage);
    // Once to claim the mail, once to read what it tells of; then the mail server has it.
    const dying = { ...test.deps, database: diesAfter(test.deps.database, 2) };
    const [row] = await mailsOf();
    const data = { storeId: shop.store.id, mailId: row?.id ?? '', requestId: 'r' };
    await expect(mailHandlers(dying)['send-mail'](data)).rejects.toThrow('killed');
    expect(await mailsOf()).toMatchObject([{ state: 'waiting', tries: 1 }]);
    // What the dead one held is free after two minutes, and the sweep finds it.
    test.jobs.length = 0;
    test.clock.now = new Date(test.clock.now.getTime() + 4 * 60_000);
    await mailHandlers(test.deps)['sweep-mails']({});
    await runMails();
    expect(await mailsOf()).toMatchObject([{ state: 'sent', tries: 2 }]);
    expect(new Set(smtp.taken.map(({ messageId }) => messageId))).toEqual(new Set([row?.messageId]));
    expect(smtp.taken).toHaveLength(2);
  });

  it('names nobody in its log lines and jobs', async () => {
    await shop.write('My door code is 4471', formMessage);
    test.deps.mail.server = { smtpUrl: smtp.smtpUrlAs('postman:secret-of-the-post'), from };
    smtp.refuse({ code: 550, message: '5.1.1 No such user' });
    const jobs = JSON.stringify(test.jobs);
    await runMails();
    expect(lines.join()).toContain('mail not sent');
    expect(`${lines.join()}${jobs}`).not.toMatch(/ann\.of|4471|secret-of-the-post|postman/i);
  });
});

describe('a store of its own', () => {
  it('never sees another store’s mails', async () => {
    await shop.write('Hello', formMessage);
    const other = await createTestStore(db);
    const seen = await db.database.inStore(other.id, (tx) => tx.select().from(mails));
    expect(seen).toEqual([]);
  });
});

/** A process that dies when it wants the database once more. */
function diesAfter(database: TestApp['deps']['database'], uses: number): TestApp['deps']['database'] {
  let used = 0;
  return {
    ...database,
    inStore: (storeId, work) => {
      used += 1;
      return used > uses ? Promise.reject(new Error('killed')) : database.inStore(storeId, work);
    },
  };
}
