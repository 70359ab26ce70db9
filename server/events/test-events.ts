import { v7 } from 'uuid';
import { afterAll, beforeAll } from 'vitest';
import {
  type EventBatchAnswer,
  eventBatchAnswerSchema,
  type Item,
  type StorefrontEvent,
} from '../../contract/events.ts';
import type { OpenDatabase } from '../db/open-database.ts';
import { createTestStore, openTestDatabase } from '../db/test-database.ts';
import { rotateIdentityKey } from '../identity/index.ts';
import { createTestApp, type TestApp, testAssets } from '../testing/test-app.ts';
import { events, visitorErasures, visitors } from './tables.ts';

export const origin = 'https://shop.example';
export const minuteMs = 60_000;
export const dayMs = 86_400_000;

type Logger = Parameters<typeof createTestApp>[2];

/** A server for the tests of one file, and shops whose pages tell it what happens. */
export function eventServerForTests(logger?: Logger) {
  let opened: OpenDatabase;
  let test: TestApp;
  beforeAll(async () => {
    opened = await openTestDatabase();
    test = await createTestApp(opened, testAssets, logger);
  });
  afterAll(() => opened.close());

  async function addShop(values: Parameters<typeof createTestStore>[1] = {}) {
    const row = await createTestStore(opened, { isTrackingOn: true, ...values });
    await test.deps.directory.refresh();
    const store = test.deps.directory.find(row.key);
    if (!store) throw new Error('The store is not served.');
    const inStore = <T>(work: Parameters<typeof opened.database.inStore<T>>[1]) =>
      opened.database.inStore(row.id, work);

    const send = (path: string, body: unknown, headers: Record<string, string> = {}) =>
      test.app.request(`/v1/stores/${row.key}/${path}`, {
        method: 'POST',
        headers: { origin, 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      });

    return {
      store,
      send,
      inStore,
      batchOf,
      /** Sends what a browser tells, which must be taken. */
      async tell(list: unknown[], values: Record<string, unknown> = {}): Promise<EventBatchAnswer> {
        return taken(await send('events', { ...batchOf(list), ...values }));
      },
      /** The same for the shop's own server. */
      async tellAsServer(list: unknown[], who: Record<string, unknown> = {}): Promise<EventBatchAnswer> {
        const apiKey = await rotateIdentityKey(test.changes, row.key, 'api');
        return taken(await send('server-events', { ...who, events: list }, { authorization: `Bearer ${apiKey}` }));
      },
      events: () => inStore((tx) => tx.select().from(events).orderBy(events.id)),
      visitors: () => inStore((tx) => tx.select().from(visitors)),
      erasures: () => inStore((tx) => tx.select().from(visitorErasures)),
    };
  }

  function batchOf(list: unknown[]) {
    const sentAt = test.clock.now.getTime();
    return { visitorId: crypto.randomUUID(), sentAt, consent: { analytics: true }, events: list };
  }

  return {
    addShop,
    get db() {
      return opened;
    },
    get test() {
      return test;
    },
  };
}

export type EventShop = Awaited<ReturnType<ReturnType<typeof eventServerForTests>['addShop']>>;

async function taken(answer: Response): Promise<EventBatchAnswer> {
  if (answer.status !== 202) throw new Error(`Expected 202, got ${answer.status}: ${await answer.text()}`);
  return eventBatchAnswerSchema.parse(await answer.json());
}

export function pageView(path = '/', at = Date.now()): StorefrontEvent {
  return { id: v7({ msecs: at }), type: 'page_view', page: { url: origin + path }, data: {} };
}

export function cartUpdated(total: number, at = Date.now(), lines: Item[] = []): StorefrontEvent {
  const cart = { currency: 'EUR', total, itemCount: lines.length, lines };
  return { id: v7({ msecs: at }), type: 'cart_updated', data: { cart } };
}

export function viewItem(itemId: string, at = Date.now(), values: Partial<Item> = {}): StorefrontEvent {
  return {
    id: v7({ msecs: at }),
    type: 'view_item',
    data: { item: { itemId, itemName: `Item ${itemId}`, ...values } },
  };
}
