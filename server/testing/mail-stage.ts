import { eq } from 'drizzle-orm';
import { type Logger, pino } from 'pino';
import { openTestDatabase } from '../db/test-database.ts';
import { mails } from '../mail/tables.ts';
import { stores } from '../stores/tables.ts';
import { submissions } from '../submissions/tables.ts';
import { startChatwootBehindWire } from './chatwoot-behind-wire.ts';
import { createTestApp } from './test-app.ts';
import { startMailServer } from './test-mail-server.ts';
import { createTestShop, platformToken, runDeliveries } from './test-shop.ts';

/** What the server's own mails come from. */
export const from = 'Support <support@shops.example>';

/** A shop whose server can send mail, a real mail server, and a Chatwoot that can be cut off. */
export async function openMailStage(logger: Logger = pino({ level: 'silent' })) {
  const db = await openTestDatabase();
  const test = await createTestApp(db, undefined, logger);
  const chatwoot = await startChatwootBehindWire(platformToken);
  const smtp = await startMailServer();
  const shop = await createTestShop(db, test, chatwoot.url);
  const supportEmail = 'people@shop.example';
  await db.database.acrossStores((tx) => tx.update(stores).set({ supportEmail }).where(eq(stores.id, shop.store.id)));
  await test.deps.directory.refresh();
  test.deps.mail.server = { smtpUrl: smtp.smtpUrl, from };

  return {
    db,
    test,
    chatwoot,
    smtp,
    shop,
    mailsOf: () => db.database.inStore(shop.store.id, (tx) => tx.select().from(mails)),
    /** One try of each mail that is owed. */
    runMails() {
      test.jobs.splice(0, test.jobs.length, ...test.jobs.filter(({ queue }) => queue === 'send-mail'));
      return runDeliveries(test, test.jobs.length);
    },
    /** As it was at the start, for the next test. */
    async clear() {
      chatwoot.set('pass');
      smtp.refuse(null);
      smtp.taken.length = 0;
      test.jobs.length = 0;
      test.deps.mail.server = { smtpUrl: smtp.smtpUrl, from };
      await db.database.inStore(shop.store.id, async (tx) => {
        await tx.delete(mails);
        await tx.delete(submissions);
      });
    },
    async stop() {
      await smtp.stop();
      await chatwoot.stop();
      await db.close();
    },
  };
}

export type MailStage = Awaited<ReturnType<typeof openMailStage>>;
