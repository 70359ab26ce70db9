import { and, eq, ne } from 'drizzle-orm';
import { type Database, first, only, type Tx } from '../db/database.ts';
import type { Secrets } from '../db/secrets.ts';
import { AppError } from '../errors.ts';
import { mailSenders } from '../mail/tables.ts';
import { secretPlaces } from '../stores/index.ts';
import { accounts, inboxes, installations, stores } from '../stores/tables.ts';
import { webhookSecretPlace } from '../webhooks/index.ts';
import { webhookSubscriptions } from '../webhooks/tables.ts';
import type {
  ChatwootConnection,
  InboxPurpose,
  SetupInbox,
  SetupState,
  SetupStore,
  SetupWebhook,
} from './setup-store.ts';
import { setupSteps } from './tables.ts';

/** Set-up's memory in the database, secrets sealed. */
export function createSetupStore(database: Database, secrets: Secrets): SetupStore {
  const inStore = <T>(storeId: string, work: (tx: Tx) => Promise<T>) => database.inStore(storeId, work);

  return {
    async load(storeId) {
      const state = await inStore(storeId, (tx) => loadState(tx, secrets, storeId));
      const { accountId } = state;
      // Other stores' inboxes are invisible to this one; which ids are theirs is all that set-up needs of them.
      const takenInboxIds = accountId ? await database.acrossStores((tx) => otherInboxIds(tx, accountId, storeId)) : [];
      return { ...state.known, takenInboxIds };
    },

    saveAdministrator: (storeId, { userId, email, token }) =>
      inStore(storeId, async (tx) => {
        const { id } = await accountRow(tx, storeId);
        const adminTokenSealed = secrets.seal(token, secretPlaces.adminToken(id));
        const values = { adminUserId: userId, adminEmail: email, adminTokenSealed, updatedAt: new Date() };
        await tx.update(accounts).set(values).where(eq(accounts.id, id));
      }),

    saveAccountId: (storeId, chatwootAccountId) =>
      inStore(storeId, async (tx) => {
        const { id } = await accountRow(tx, storeId);
        await tx.update(accounts).set({ chatwootAccountId, updatedAt: new Date() }).where(eq(accounts.id, id));
      }),

    // Across stores: the account's row may be new, or known already as another store's.
    saveConnection: (storeId, connection) =>
      database.acrossStores(async (tx) => {
        const accountId = await upsertAccount(tx, secrets, connection);
        const store = only(await tx.select().from(stores).where(eq(stores.id, storeId)));
        if (store.accountId !== accountId) {
          await tx.delete(setupSteps).where(eq(setupSteps.storeId, storeId));
          await tx.delete(webhookSubscriptions).where(eq(webhookSubscriptions.storeId, storeId));
        }
        await tx.update(stores).set({ accountId, updatedAt: new Date() }).where(eq(stores.id, storeId));
      }),

    saveInbox: (storeId, inbox) => inStore(storeId, (tx) => upsertInbox(tx, secrets, storeId, inbox)),

    saveWebhook: (storeId, { chatwootWebhookId, secret }) =>
      inStore(storeId, async (tx) => {
        const values = { chatwootWebhookId, secretSealed: secrets.seal(secret, webhookSecretPlace(storeId)) };
        await tx
          .insert(webhookSubscriptions)
          .values({ storeId, ...values })
          .onConflictDoUpdate({ target: webhookSubscriptions.storeId, set: values });
      }),

    saveStep: (storeId, step, record) =>
      inStore(storeId, async (tx) => {
        const values = { ...record, updatedAt: new Date() };
        const target = [setupSteps.storeId, setupSteps.step];
        await tx
          .insert(setupSteps)
          .values({ storeId, step, ...values })
          .onConflictDoUpdate({ target, set: values });
      }),
  };
}

async function loadState(tx: Tx, secrets: Secrets, storeId: string) {
  const row = first(
    await tx
      .select({ store: stores, account: accounts, installation: installations })
      .from(stores)
      .leftJoin(accounts, eq(accounts.id, stores.accountId))
      .leftJoin(installations, eq(installations.id, accounts.installationId))
      .where(eq(stores.id, storeId)),
  );
  if (!row) throw new AppError('store_not_found', `There is no store with the id ${storeId}.`);
  const { store, account, installation } = row;
  const steps = await tx.select().from(setupSteps).where(eq(setupSteps.storeId, storeId));
  const senders = await tx.select({ id: mailSenders.id }).from(mailSenders).where(eq(mailSenders.storeId, storeId));
  const known: Omit<SetupState, 'takenInboxIds'> = {
    store,
    installation: installation && {
      baseUrl: installation.baseUrl,
      platformToken: open(secrets, installation.platformTokenSealed, secretPlaces.platformToken(installation.id)),
    },
    account: account && {
      ...account,
      adminToken: open(secrets, account.adminTokenSealed, secretPlaces.adminToken(account.id)),
    },
    inboxes: {
      website: await loadInbox(tx, secrets, store, 'website'),
      api: await loadInbox(tx, secrets, store, 'api'),
    },
    hasMailSender: senders.length > 0,
    webhook: await loadWebhook(tx, secrets, storeId),
    steps: Object.fromEntries(steps.map(({ step, result, applied }) => [step, { result, applied }])),
  };
  return { known, accountId: store.accountId };
}

async function loadWebhook(tx: Tx, secrets: Secrets, storeId: string): Promise<SetupWebhook | null> {
  const isOfStore = eq(webhookSubscriptions.storeId, storeId);
  const row = first(await tx.select().from(webhookSubscriptions).where(isOfStore));
  if (!row) return null;
  const { chatwootWebhookId, secretSealed } = row;
  return { chatwootWebhookId, secret: secrets.open(secretSealed, webhookSecretPlace(storeId)) };
}

async function loadInbox(
  tx: Tx,
  secrets: Secrets,
  store: { id: string; accountId: string | null; locale: string },
  purpose: InboxPurpose,
): Promise<SetupInbox | null> {
  if (store.accountId === null) return null;
  const isIt = and(
    eq(inboxes.storeId, store.id),
    eq(inboxes.accountId, store.accountId),
    eq(inboxes.purpose, purpose),
    eq(inboxes.locale, store.locale),
  );
  const row = first(await tx.select().from(inboxes).where(isIt));
  if (!row) return null;
  return {
    purpose,
    chatwootInboxId: row.chatwootInboxId,
    websiteToken: row.websiteToken,
    inboxIdentifier: open(secrets, row.inboxIdentifierSealed, secretPlaces.inboxIdentifier(store.id)),
    hmacToken: open(secrets, row.hmacTokenSealed, secretPlaces.hmacToken(store.id)),
  };
}

async function otherInboxIds(tx: Tx, accountId: string, storeId: string): Promise<number[]> {
  const areOthers = and(eq(inboxes.accountId, accountId), ne(inboxes.storeId, storeId));
  const rows = await tx.select({ id: inboxes.chatwootInboxId }).from(inboxes).where(areOthers);
  return rows.map(({ id }) => id);
}

async function accountRow(tx: Tx, storeId: string) {
  const { account } = only(
    await tx
      .select({ account: accounts })
      .from(stores)
      .innerJoin(accounts, eq(accounts.id, stores.accountId))
      .where(eq(stores.id, storeId)),
  );
  return account;
}

async function upsertAccount(tx: Tx, secrets: Secrets, connection: ChatwootConnection): Promise<string> {
  const { baseUrl, accountId: chatwootAccountId, accountName: name, adminToken } = connection;
  await tx.insert(installations).values({ baseUrl }).onConflictDoNothing();
  const installation = only(await tx.select().from(installations).where(eq(installations.baseUrl, baseUrl)));

  const account = { installationId: installation.id, chatwootAccountId };
  await tx
    .insert(accounts)
    .values({ ...account, name })
    .onConflictDoNothing();
  const isIt = and(eq(accounts.installationId, installation.id), eq(accounts.chatwootAccountId, chatwootAccountId));
  const { id } = only(await tx.select({ id: accounts.id }).from(accounts).where(isIt));
  const adminTokenSealed = secrets.seal(adminToken, secretPlaces.adminToken(id));
  await tx.update(accounts).set({ adminTokenSealed, updatedAt: new Date() }).where(eq(accounts.id, id));
  return id;
}

async function upsertInbox(tx: Tx, secrets: Secrets, storeId: string, inbox: SetupInbox): Promise<void> {
  const { locale } = only(await tx.select({ locale: stores.locale }).from(stores).where(eq(stores.id, storeId)));
  const values = {
    accountId: (await accountRow(tx, storeId)).id,
    chatwootInboxId: inbox.chatwootInboxId,
    websiteToken: inbox.websiteToken,
    inboxIdentifierSealed: seal(secrets, inbox.inboxIdentifier, secretPlaces.inboxIdentifier(storeId)),
    hmacTokenSealed: seal(secrets, inbox.hmacToken, secretPlaces.hmacToken(storeId)),
    updatedAt: new Date(),
  };
  const target = [inboxes.storeId, inboxes.purpose, inboxes.locale];
  const row = { storeId, purpose: inbox.purpose, locale, ...values };
  await tx.insert(inboxes).values(row).onConflictDoUpdate({ target, set: values });
}

function open(secrets: Secrets, sealed: string | null, place: string): string | null {
  return sealed === null ? null : secrets.open(sealed, place);
}

function seal(secrets: Secrets, plain: string | null, place: string): string | null {
  return plain === null ? null : secrets.seal(plain, place);
}
