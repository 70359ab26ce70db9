import { eq } from 'drizzle-orm';
import { openTestDatabase } from '../db/test-database.ts';
import { createLogger } from '../observability/logger.ts';
import { deliveries, submissions } from '../submissions/tables.ts';
import { startChatwootBehindWire } from './chatwoot-behind-wire.ts';
import { createTestApp, testAssets } from './test-app.ts';
import { createTestShop, fewSteps, platformToken, runDeliveries, type TestShop } from './test-shop.ts';

/** The call that hands Chatwoot a visitor's message. */
export const isMessagePost = (call: string) => call === 'POST /api/v1/widget/messages';

/** A database, our server and a Chatwoot behind a wire; jobs are run, and the clock is moved, by hand. */
export async function openDeliveryStage() {
  const db = await openTestDatabase();
  const logged: string[] = [];
  const logger = createLogger('debug', { write: (line: string) => void logged.push(line) });
  const test = await createTestApp(db, testAssets, logger);
  const chatwoot = await startChatwootBehindWire(platformToken);

  return {
    db,
    test,
    chatwoot,
    /** Every line of our server's log. */
    logged,
    async newShop(): Promise<TestShop> {
      const shop = await createTestShop(db, test, chatwoot.url, fewSteps);
      chatwoot.calls.length = 0;
      return shop;
    },
    /** Runs the jobs that are due, at most this many. */
    run: (limit?: number) => runDeliveries(test, limit),
    later(ms: number) {
      test.clock.now = new Date(test.clock.now.getTime() + ms);
    },
    /** How each try of a message ended. */
    outcomes: (shop: TestShop, submissionId: string) =>
      db.database.inStore(shop.store.id, async (tx) => {
        const isOfMessage = eq(deliveries.submissionId, submissionId);
        const rows = await tx.select().from(deliveries).where(isOfMessage).orderBy(deliveries.startedAt);
        return rows.map(({ outcome }) => outcome);
      }),
    /** Our own record of a message. */
    row: (shop: TestShop, submissionId: string) =>
      db.database.inStore(shop.store.id, async (tx) => {
        const [row] = await tx.select().from(submissions).where(eq(submissions.id, submissionId));
        if (!row) throw new Error('There is no such message.');
        return row;
      }),
    reset() {
      chatwoot.set('pass');
      test.jobs.length = 0;
    },
    async stop() {
      await chatwoot.stop();
      await db.close();
    },
  };
}

export type DeliveryStage = Awaited<ReturnType<typeof openDeliveryStage>>;
