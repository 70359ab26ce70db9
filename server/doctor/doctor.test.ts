import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startChatwoot } from '../../demo-store/chatwoot/start-chatwoot.ts';
import type { OpenDatabase } from '../db/open-database.ts';
import { openTestDatabase } from '../db/test-database.ts';
import { startGuardedFront } from '../guard/test-kit.ts';
import { customers } from '../identity/tables.ts';
import { addStore } from '../stores/index.ts';
import { createTestApp, type TestApp } from '../testing/test-app.ts';
import { createTestShop, platformToken, type TestShop } from '../testing/test-shop.ts';
import { type DoctorReport, examineStore, formatFinding } from './index.ts';

let db: OpenDatabase;
let test: TestApp;
let chatwoot: Awaited<ReturnType<typeof startChatwoot>>;
let front: Awaited<ReturnType<typeof startGuardedFront>>;

beforeAll(async () => {
  db = await openTestDatabase();
  test = await createTestApp(db);
  chatwoot = await startChatwoot({ port: 0, publicUrl: 'http://127.0.0.1', platformToken, browserFiles: '.' });
  front = await startGuardedFront(chatwoot.url);
});
afterAll(async () => {
  await front.stop();
  await chatwoot.stop();
  await db.close();
});

const examine = ({ store }: Pick<TestShop, 'store'>) => examineStore(test.deps, store.key);

function findingsOf({ findings }: DoctorReport, check: string) {
  return findings.filter((finding) => finding.check === check);
}

/** A customer who was signed in, with what an agent has typed onto their contact. */
async function customerWith(shop: TestShop, fields: { email?: string }) {
  const identifier = crypto.randomUUID();
  const { contact } = await shop.agent.contacts.create({ identifier, ...fields });
  await test.deps.database.inStore(shop.store.id, (tx) =>
    tx.insert(customers).values({ storeId: shop.store.id, externalId: identifier, identifier, contactId: contact.id }),
  );
}

describe('the doctor', () => {
  it('finds nothing wrong with a store that was just set up, says that the routes are open, and leaves nothing behind', async () => {
    const shop = await createTestShop(db, test, chatwoot.url);
    const report = await examine(shop);
    expect(report).toMatchObject({ isHealthy: true, chatwootUrl: chatwoot.url });
    expect(report.findings.map(({ check, state }) => `${check} ${state}`)).toEqual([
      'chatwoot ok',
      'inbox-settings ok',
      'reply-mail ok',
      'identity-routes note',
      'contact-addresses ok',
    ]);
    expect(findingsOf(report, 'chatwoot')[0]?.facts).toEqual({ version: '4.14.0', isSupported: true });
    const open = { contact: 'open', message: 'open', conversation: 'open', setUser: 'open' };
    expect(findingsOf(report, 'identity-routes')[0]?.facts).toEqual(open);
    expect((await shop.agent.contacts.search('storefront-probe-')).contacts).toEqual([]);
  });

  it('sees a guard before Chatwoot', async () => {
    const shop = await createTestShop(db, test, front.url);
    const [finding] = findingsOf(await examine(shop), 'identity-routes');
    expect(finding).toMatchObject({ state: 'ok', facts: { contact: 'guarded', setUser: 'guarded' } });
  });

  it('names settings that somebody changed, and which of them chat cannot do without', async () => {
    const shop = await createTestShop(db, test, front.url);
    const website = (await shop.agent.inboxes.list()).find(({ channel }) => channel === 'website');
    await shop.agent.inboxes.update(website?.id ?? 0, {
      hmacMandatory: false,
      widgetColor: '#ff0000',
      allowedDomains: 'https://other.example',
    });
    const report = await examine(shop);
    expect(report.isHealthy).toBe(false);
    expect(findingsOf(report, 'inbox-settings')).toMatchObject([
      { state: 'note', message: expect.stringMatching(/^widget colour: #ff0000; set-up would use #/) },
      { state: 'problem', message: 'signed identities only: off; set-up would use on.' },
      { state: 'problem', facts: { wanted: 'https://other.example, https://shop.example' } },
    ]);
  });

  it('looks for addresses on customers’ contacts: a problem while the routes are open, worth a note behind the guard', async () => {
    for (const [url, state] of [
      [chatwoot.url, 'problem'],
      [front.url, 'note'],
    ] as const) {
      const shop = await createTestShop(db, test, url);
      await customerWith(shop, { email: `${shop.store.key}@mail.example` });
      await customerWith(shop, {});
      const [finding] = findingsOf(await examine(shop), 'contact-addresses');
      expect(finding).toMatchObject({ state, facts: { lookedAt: 2, withAddress: 1 } });
    }
  });

  it('says what it could not look at, and shows no token', async () => {
    const gone = await startGuardedFront(chatwoot.url);
    const shop = await createTestShop(db, test, gone.url);
    await gone.stop();
    const report = await examine(shop);
    expect(report.isHealthy).toBe(false);
    expect(findingsOf(report, 'chatwoot')).toMatchObject([
      { state: 'problem', message: expect.stringContaining('Could not be looked at. Chatwoot, GET /api:') },
    ]);
    expect(JSON.stringify(report)).not.toContain(platformToken);
  });

  it('sends a store without Chatwoot to set-up, and knows no store that is not there', async () => {
    const store = await addStore(test.changes, { name: 'New', origins: ['https://new.example'] }, null);
    expect((await examine({ store })).findings).toMatchObject([{ check: 'set-up', state: 'problem' }]);
    await expect(examineStore(test.deps, 'nobody')).rejects.toMatchObject({ code: 'store_not_found' });
  });
});

it('a finding is a line to read, and a second one says what to do', () => {
  const finding = { check: 'chatwoot', state: 'problem' as const, message: 'It is old.', advice: 'Renew it.' };
  expect(formatFinding(finding)).toBe(
    'problem  chatwoot           It is old.\n                            -> Renew it.\n',
  );
});
