import { and, eq, isNotNull, or, sql } from 'drizzle-orm';
import type { Logger } from 'pino';
import type { Database } from '../db/database.ts';
import type { Secrets } from '../db/secrets.ts';
import { mailSenders } from '../mail/tables.ts';
import { inboxes } from '../stores/tables.ts';
import { createSetupStore } from './drizzle-setup-store.ts';
import { SetupError } from './run-setup.ts';
import type { SetupServer } from './setup-step.ts';
import { replyMail } from './steps/reply-mail.ts';
import { setupSteps } from './tables.ts';
import { writeReplyMail } from './write-reply-mail.ts';

interface AgreeDeps {
  database: Database;
  secrets: Secrets;
  logger: Logger;
  /** As it runs now, which may not be as it was when a store was set up. */
  server: SetupServer;
}

const mostAtOnce = 20;

/**
 * Tells Chatwoot who mails answers, for stores where that has changed since set-up: the server was given a mail server,
 * or lost it. Without this an answer would come twice, or not at all, until somebody ran set-up again.
 * @returns how many stores it was told of.
 */
export async function agreeOnReplyMail({ database, secrets, logger, server }: AgreeDeps): Promise<number> {
  const store = createSetupStore(database, secrets);
  const storeIds = await storesThatDisagree(database, server);
  let agreed = 0;
  for (const storeId of storeIds) {
    try {
      await writeReplyMail({ store, server }, storeId);
      agreed += 1;
    } catch (error) {
      // Chatwoot is away, or does not let us: the next run tries again.
      if (!(error instanceof SetupError)) throw error;
      logger.warn({ storeId, err: error }, 'Chatwoot does not know who mails answers');
    }
  }
  return agreed;
}

async function storesThatDisagree(database: Database, { canMail }: SetupServer): Promise<string[]> {
  const told = sql`(${setupSteps.applied} ->> 'continuityViaEmail')`;
  const mailsItself = or(isNotNull(mailSenders.id), canMail ? sql`true` : sql`false`);
  const isTold = and(eq(setupSteps.storeId, inboxes.storeId), eq(setupSteps.step, replyMail.name));
  const rows = await database.acrossStores((tx) =>
    tx
      .selectDistinct({ storeId: inboxes.storeId })
      .from(inboxes)
      .leftJoin(mailSenders, eq(mailSenders.storeId, inboxes.storeId))
      .leftJoin(setupSteps, isTold)
      .where(
        and(
          eq(inboxes.purpose, 'website'),
          sql`case when ${mailsItself} then ${told} is distinct from 'false' else ${told} = 'false' end`,
        ),
      )
      .limit(mostAtOnce),
  );
  return rows.map(({ storeId }) => storeId);
}
