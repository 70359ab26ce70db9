import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startChatwoot } from '../../demo-store/chatwoot/start-chatwoot.ts';
import { createAccountClient, createPlatformClient, createWidgetClient } from '../chatwoot/index.ts';
import type { OpenDatabase } from '../db/open-database.ts';
import { openTestDatabase } from '../db/test-database.ts';
import { stores } from '../stores/tables.ts';
import { provisionStore, setupSteps } from './provision-store.ts';
import { SetupError } from './run-setup.ts';
import type { SetupReport } from './setup-report.ts';
import type { SetupOptions } from './setup-step.ts';
import type { SetupStore } from './setup-store.ts';
import { createProcess, type Intercept, newStore, platformToken, setupStoreOf } from './test-kit.ts';

let db: OpenDatabase;
let store: SetupStore;
let chatwoot: Awaited<ReturnType<typeof startChatwoot>>;
let baseUrl: string;

beforeAll(async () => {
  db = await openTestDatabase();
  store = setupStoreOf(db);
  chatwoot = await startChatwoot({ port: 0, publicUrl: 'http://127.0.0.1', platformToken, browserFiles: '.' });
  baseUrl = chatwoot.url;
});
afterAll(async () => {
  await chatwoot.stop();
  await db.close();
});

describe('provisioning a store', () => {
  it('makes account, administrator, inboxes and attributes', async () => {
    const shop = await newStore(db, baseUrl);
    const report = await provision(shop.id);
    expect(report.steps.map(({ step }) => step)).toEqual(setupSteps.map(({ name }) => name));
    expect(report).toMatchObject({
      storeKey: shop.key,
      baseUrl,
      sessionMoves: { contact: 'open', conversation: 'open' },
    });

    const account = await accountOf(shop.id);
    expect((await account.show()).settings).toMatchObject({ name: shop.name, domain: 'shop.example' });
    const [website, api] = await inboxesOf(shop.id);
    expect(website?.settings).toMatchObject({
      name: shop.name,
      websiteUrl: 'https://shop.example',
      hmacMandatory: true,
      allowedDomains: 'https://shop.example, https://*.shop.example',
      emailCollectEnabled: false,
      preChatFormEnabled: false,
      greetingEnabled: false,
      continuityViaEmail: true,
      widgetColor: shop.color,
    });
    expect(api?.settings.name).toBe(`${shop.name} – messages`);
    const definitions = await account.attributeDefinitions.list('conversation');
    expect(definitions.map(({ key }) => key)).toContain('storefront_reply_address');
    const { account: known } = await store.load(shop.id);
    expect(await account.inboxes.members(website?.id ?? 0)).toEqual([known?.adminUserId]);
  });

  it('leaves the store able to chat', async () => {
    const shop = await newStore(db, baseUrl);
    await provision(shop.id);
    const { inboxes } = await store.load(shop.id);
    const websiteToken = inboxes.website?.websiteToken ?? '';
    const { visitorToken } = await createWidgetClient({ baseUrl, websiteToken }).config();
    const visitor = createWidgetClient({ baseUrl, websiteToken, visitorToken });
    expect(await visitor.sendMessage({ content: 'Where is my order?' })).toMatchObject({ direction: 'incoming' });
    expect(inboxes.api?.inboxIdentifier).toMatch(/\w{8}/);
  });

  it('writes nothing the second time', async () => {
    const shop = await newStore(db, baseUrl);
    await provision(shop.id);
    const again = createProcess();
    const report = await provision(shop.id, {}, again);
    expect(again.effects()).toBe(0);
    expect(report.steps.map(({ outcome }) => outcome)).toEqual(setupSteps.map(() => 'unchanged'));
  });

  it('shows each step as it is done', async () => {
    const shop = await newStore(db, baseUrl);
    const seen: string[] = [];
    await provisionStore({ store }, shop.id, firstTime(shop.id), ({ step, outcome }) =>
      seen.push(`${step} ${outcome}`),
    );
    expect(seen.slice(0, 3)).toEqual(['version done', 'administrator done', 'account done']);
  });

  it('goes on wherever it was killed, and makes nothing twice', { timeout: 120_000 }, async () => {
    const whole = createProcess();
    await provision((await newStore(db, baseUrl)).id, {}, whole);
    expect(whole.effects()).toBeGreaterThan(25);

    for (let dieAfter = 1; dieAfter <= whole.effects(); dieAfter += 1) {
      const shop = await newStore(db, baseUrl);
      const killed = createProcess({ dieAfter });
      await expect(provision(shop.id, {}, killed)).rejects.toThrow(SetupError);
      await provision(shop.id);

      const where = `killed after effect ${dieAfter}, ${killed.writes.at(-1)}`;
      expect(await accountsOf(shop.id), where).toHaveLength(1);
      expect(await inboxesOf(shop.id), where).toHaveLength(2);
      expect(await leftovers(shop.id), where).toEqual([]);
      const again = createProcess();
      await provision(shop.id, {}, again);
      expect(again.writes, where).toEqual([]);
    }
  });

  it('keeps two stores of one account and one name apart', async () => {
    const shop = await newStore(db, baseUrl);
    await provision(shop.id);
    const twin = await newStore(db, null);
    const { accountId, name } = shop;
    await changeStore(twin.id, { accountId, name });
    await provision(twin.id);
    const [mine, theirs] = [await store.load(twin.id), await store.load(shop.id)];
    expect(mine.account?.chatwootAccountId).toBe(theirs.account?.chatwootAccountId);
    expect(mine.inboxes.website?.chatwootInboxId).not.toBe(theirs.inboxes.website?.chatwootInboxId);
  });
});

describe('what the owner changed by hand', () => {
  it('stays and is named, until set-up is told to overwrite it', async () => {
    const shop = await newStore(db, baseUrl);
    await provision(shop.id);
    const account = await accountOf(shop.id);
    const [website] = await inboxesOf(shop.id);
    await account.inboxes.update(website?.id ?? 0, { widgetColor: '#ff0000', preChatFormEnabled: true });
    await account.update({ domain: 'replies.example' });

    const again = createProcess();
    const report = await provision(shop.id, {}, again);
    expect(again.writes).toEqual([]);
    expect(stepOf(report, 'website-inbox')).toMatchObject({
      outcome: 'kept',
      kept: [
        { what: 'widget colour', value: '#ff0000', wanted: shop.color },
        { what: 'pre-chat form', value: true, wanted: false },
      ],
    });
    expect(stepOf(report, 'account-settings').kept).toMatchObject([
      { value: 'replies.example', wanted: 'shop.example' },
    ]);

    const forced = await provision(shop.id, { overwrite: true });
    expect(stepOf(forced, 'website-inbox').changed).toContainEqual({ what: 'pre-chat form', from: true, to: false });
    expect((await inboxesOf(shop.id))[0]?.settings).toMatchObject({
      widgetColor: shop.color,
      preChatFormEnabled: false,
    });
  });

  it('does not stop what the store’s own settings ask for', async () => {
    const shop = await newStore(db, baseUrl);
    await provision(shop.id);
    await changeStore(shop.id, { color: '#00aa00', origins: ['https://shop.example', 'https://new.example'] });
    const report = await provision(shop.id);
    expect(stepOf(report, 'website-inbox')).toMatchObject({
      outcome: 'changed',
      changed: [{ what: 'widget colour', to: '#00aa00' }, { what: 'allowed domains' }],
    });
    const [website] = await inboxesOf(shop.id);
    expect(website?.settings.allowedDomains).toBe('https://shop.example, https://new.example');
  });

  it('includes an inbox that was removed: set-up stops and asks', async () => {
    const shop = await newStore(db, baseUrl);
    await provision(shop.id);
    const gone = { ...(await store.load(shop.id)).inboxes.api, purpose: 'api' as const, chatwootInboxId: 999_999 };
    await store.saveInbox(shop.id, { websiteToken: null, inboxIdentifier: null, hmacToken: null, ...gone });
    await expect(provision(shop.id)).rejects.toThrow(/Inbox 999999 \(api\) was removed.*overwrite/);
    const report = await provision(shop.id, { overwrite: true });
    expect(report.apiInboxId).not.toBe(999_999);
  });
});

describe('a Chatwoot that is not as one would like', () => {
  it('gives its administrator a new token: set-up learns it', async () => {
    const shop = await newStore(db, baseUrl);
    await provision(shop.id);
    const { account } = await store.load(shop.id);
    const { adminUserId, adminEmail, adminToken } = account ?? {};
    await store.saveAdministrator(shop.id, { userId: adminUserId ?? 0, email: adminEmail ?? '', token: 'outdated' });
    expect(stepOf(await provision(shop.id), 'membership').outcome).toBe('changed');
    expect((await store.load(shop.id)).account?.adminToken).toBe(adminToken);
  });

  it('cannot list its accounts: set-up makes one, and doubts only if it was cut off there', async () => {
    const intercept: Intercept = (method, path) =>
      method === 'GET' && path === '/platform/api/v1/accounts' ? serverError() : undefined;
    const calm = await provision((await newStore(db, baseUrl)).id, {}, createProcess({ intercept }));
    expect(stepOf(calm, 'account').outcome).toBe('done');

    const shop = await newStore(db, baseUrl);
    const dieAfter = await effectsUntil('POST /platform/api/v1/accounts', intercept);
    await expect(provision(shop.id, {}, createProcess({ intercept, dieAfter }))).rejects.toThrow(SetupError);
    const report = await provision(shop.id, {}, createProcess({ intercept }));
    expect(stepOf(report, 'account')).toMatchObject({
      outcome: 'warning',
      message: expect.stringMatching(/look for a second/),
    });
  });

  it('throttles the probe: what is not known is looked at by the next run', async () => {
    const intercept: Intercept = (method, path) =>
      method === 'POST' && path === '/api/v1/widget/conversations'
        ? new Response('Retry later\n', { status: 429 })
        : undefined;
    const shop = await newStore(db, baseUrl);
    const report = await provision(shop.id, {}, createProcess({ intercept }));
    expect(report.sessionMoves).toEqual({ contact: 'open', message: 'open', conversation: 'unknown' });
    expect(stepOf(report, 'identity-routes').outcome).toBe('warning');
    expect(await leftovers(shop.id)).toEqual([]);
    expect((await provision(shop.id)).sessionMoves?.conversation).toBe('open');
  });

  it('stands behind a guard: all three routes show as guarded', async () => {
    const shop = await newStore(db, baseUrl);
    const report = await provision(shop.id, {}, createProcess({ intercept: guard }));
    expect(report.sessionMoves).toEqual({ contact: 'guarded', message: 'guarded', conversation: 'guarded' });
  });

  it('is too old: set-up warns and goes on', async () => {
    const intercept: Intercept = (_method, path) =>
      path === '/api' ? Response.json({ version: '4.10.0' }) : undefined;
    const report = await provision((await newStore(db, baseUrl)).id, {}, createProcess({ intercept }));
    expect(stepOf(report, 'version')).toMatchObject({
      outcome: 'warning',
      message: expect.stringMatching(/4\.10\.0.*4\.14/),
    });
  });

  it('cannot be reached: the error says how far set-up came and what to do', async () => {
    const intercept: Intercept = (_method, path) => (path.endsWith('/inboxes') ? serverError() : undefined);
    const failure = await provision((await newStore(db, baseUrl)).id, {}, createProcess({ intercept })).catch(
      (error) => error,
    );
    expect(failure).toBeInstanceOf(SetupError);
    expect(failure).toMatchObject({ step: 'website-inbox', message: expect.stringMatching(/HTTP 500.*Run it again/) });
    expect(failure.report.steps).toHaveLength(6);
  });
});

describe('set-up that lacks something', () => {
  it('asks for the administrator’s address', async () => {
    const shop = await newStore(db, baseUrl);
    await expect(provisionStore({ store }, shop.id)).rejects.toThrow(/which e-mail address/);
  });

  it('asks for a Chatwoot', async () => {
    const shop = await newStore(db, null);
    await expect(provision(shop.id)).rejects.toThrow(/belongs to no Chatwoot/);
  });
});

type Process = ReturnType<typeof createProcess>;

function provision(
  storeId: string,
  options: SetupOptions = {},
  process: Process = createProcess(),
): Promise<SetupReport> {
  const deps = { store: process.store(store), fetch: process.fetch };
  return provisionStore(deps, storeId, { ...firstTime(storeId), ...options });
}

function firstTime(storeId: string): SetupOptions {
  return { adminEmail: `admin-${storeId}@shop.example` };
}

function stepOf(report: SetupReport, name: string) {
  const found = report.steps.find(({ step }) => step === name);
  if (found === undefined) throw new Error(`The report has no step ${name}.`);
  return found;
}

async function accountOf(storeId: string) {
  const { account } = await store.load(storeId);
  return createAccountClient({ baseUrl, accountId: account?.chatwootAccountId ?? 0, token: account?.adminToken ?? '' });
}

async function inboxesOf(storeId: string) {
  const inboxes = await (await accountOf(storeId)).inboxes.list();
  return inboxes.sort((a, b) => a.id - b.id);
}

async function accountsOf(storeId: string) {
  const accounts = await createPlatformClient({ baseUrl, token: platformToken }).listAccounts();
  return accounts.filter(({ customAttributes }) => customAttributes.storefront_store === storeId);
}

async function leftovers(storeId: string) {
  const { contacts } = await (await accountOf(storeId)).contacts.search('storefront-probe-');
  return contacts.map(({ name }) => name);
}

function changeStore(storeId: string, values: Partial<typeof stores.$inferInsert>) {
  return db.database.acrossStores((tx) => tx.update(stores).set(values).where(eq(stores.id, storeId)));
}

/** How many effects a run has had when it made this write. */
async function effectsUntil(write: string, intercept: Intercept): Promise<number> {
  const process = createProcess({ intercept });
  let count = 0;
  const counting: typeof fetch = async (input, init) => {
    const answer = await process.fetch(input, init);
    if (process.writes.at(-1) === write && count === 0) count = process.effects();
    return answer;
  };
  const { id } = await newStore(db, baseUrl);
  await provisionStore({ store: process.store(store), fetch: counting }, id, firstTime(id));
  return count;
}

/** What our reverse proxy before the Widget API will do. */
const guard: Intercept = (method, path, body) => {
  const isGuarded =
    (method === 'PATCH' && /\/widget\/(contact|messages\/\d+)$/.test(path)) ||
    (method === 'POST' && path.endsWith('/widget/conversations'));
  return isGuarded ? { body: withoutIdentity(body) } : undefined;
};

function withoutIdentity(body: unknown): unknown {
  const text = JSON.stringify(body, (key, value) =>
    ['identifier', 'email', 'phone_number'].includes(key) ? undefined : value,
  );
  return JSON.parse(text);
}

function serverError(): Response {
  return Response.json({ status: 500, error: 'Internal Server Error' }, { status: 500 });
}
