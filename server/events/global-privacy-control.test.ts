import { eq } from 'drizzle-orm';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OpenDatabase } from '../db/open-database.ts';
import { createTestStore, openTestDatabase } from '../db/test-database.ts';
import { createTestApp, type TestApp } from '../testing/test-app.ts';
import { visitors } from './tables.ts';

let db: OpenDatabase;
let test: TestApp;
beforeAll(async () => {
  db = await openTestDatabase();
  test = await createTestApp(db);
});
afterAll(() => db.close());

it.each([
  ['1', false],
  ['0', true],
  [undefined, true],
])('with `Sec-GPC: %s`, a page’s yes to marketing is kept as %s', async (header, isKept) => {
  const store = await createTestStore(db, { isTrackingOn: true });
  await test.deps.directory.refresh();
  const visitorId = crypto.randomUUID();
  const answer = await test.app.request(`/v1/stores/${store.key}/events`, {
    method: 'POST',
    headers: {
      origin: 'https://shop.example',
      'content-type': 'application/json',
      ...(header && { 'sec-gpc': header }),
    },
    body: JSON.stringify({
      visitorId,
      sentAt: Date.now(),
      consent: { analytics: true, preferences: true, marketing: true },
      events: [{ id: v7(), type: 'page_view', data: {} }],
    }),
  });
  expect(answer.status).toBe(202);
  const [visitor] = await db.database.inStore(store.id, (tx) =>
    tx.select().from(visitors).where(eq(visitors.id, visitorId)),
  );
  expect(visitor?.consent).toEqual({ analytics: true, preferences: true, marketing: isKept });
});
