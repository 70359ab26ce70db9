import { randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { recordAudit } from '../audit/record-audit.ts';
import { type Database, only, type Tx } from '../db/database.ts';
import type { Secrets } from '../db/secrets.ts';
import { AppError } from '../errors.ts';
import { findStore, requireStore, type Store } from './find-store.ts';
import { secretPlaces } from './secret-places.ts';
import {
  definedOnly,
  type NewStore,
  newStoreSchema,
  parseInput,
  type StoreChanges,
  storeChangesSchema,
} from './store-input.ts';
import { accounts, installations, stores } from './tables.ts';

export interface ChangeDeps {
  database: Database;
  secrets: Secrets;
  /** Who is at work, for the audit log. */
  actor: string;
}

export interface StoreChangeDeps extends ChangeDeps {
  /** Languages that this build has texts for. */
  textPacks(): readonly string[];
}

/** The Chatwoot on which a new store gets its account. */
export interface ChatwootPlatform {
  baseUrl: string;
  platformToken: string;
}

/**
 * Adds a store; set-up then makes its account on that Chatwoot, or connects it to one.
 * @throws AppError `invalid_request` when a value does not fit or the key is taken.
 */
export async function addStore(
  deps: StoreChangeDeps,
  input: NewStore,
  platform: ChatwootPlatform | null,
): Promise<Store> {
  const values = parseInput(newStoreSchema, input);
  const { key = `s-${randomBytes(8).toString('hex')}`, name, origins, texts, language, ...looks } = values;
  requirePacks(deps, values.languages);
  return deps.database.acrossStores(async (tx) => {
    if (await findStore(tx, key))
      throw new AppError('invalid_request', `key: there is a store with the key ${key} already`);
    const accountId = platform ? await addAccount(deps, tx, name, platform) : null;
    const words = wordsIn({}, language ?? looks.locale ?? 'en', texts);
    const row = { ...definedOnly(looks), texts: words, key, name, origins, accountId };
    const store = only(await tx.insert(stores).values(row).returning());
    await recordAudit(tx, { storeId: store.id, actor: deps.actor, action: 'stores.add', detail: { ...values, key } });
    return store;
  });
}

/** @throws AppError `store_not_found`, `invalid_request`. */
export async function setStore(deps: StoreChangeDeps, storeKey: string, changes: StoreChanges): Promise<Store> {
  const values = definedOnly(parseInput(storeChangesSchema, changes));
  const { texts, language, ...looks } = values;
  if (Object.keys(values).length === 0) throw new AppError('invalid_request', 'Say what to set; see --help.');
  if (language && !texts)
    throw new AppError('invalid_request', 'language: say which texts are in it, such as launcher');
  requirePacks(deps, values.languages);
  return deps.database.acrossStores(async (tx) => {
    const before = await requireStore(tx, storeKey);
    const words = wordsIn(before.texts, language ?? looks.locale ?? before.locale, texts);
    const row = { ...looks, texts: words, updatedAt: new Date() };
    const store = only(await tx.update(stores).set(row).where(eq(stores.id, before.id)).returning());
    await recordAudit(tx, { storeId: store.id, actor: deps.actor, action: 'stores.set', detail: values });
    return store;
  });
}

/** A language without a pack would be offered in English; `pt-BR` has the one of `pt`. */
function requirePacks({ textPacks }: StoreChangeDeps, languages: StoreChanges['languages']): void {
  if (!languages) return;
  const packs = textPacks();
  const missing = languages.filter((tag) => ![tag, tag.split('-')[0]].some((name = '') => packs.includes(name)));
  if (missing.length === 0) return;
  const message = `languages: there are no texts in ${missing.join(', ')}; choose among ${packs.join(', ')}`;
  throw new AppError('invalid_request', message);
}

/** Texts are set one by one: naming one keeps the others, of this language and of all others. Null takes one away. */
function wordsIn(known: Store['texts'], language: string, given: StoreChanges['texts']): Store['texts'] {
  if (!given) return known;
  const { [language]: before, ...others } = known;
  const words = Object.fromEntries(
    Object.entries({ ...before, ...definedOnly(given) }).filter(([, text]) => text !== null),
  );
  return Object.keys(words).length === 0 ? others : { ...others, [language]: words };
}

async function addAccount(deps: ChangeDeps, tx: Tx, name: string, platform: ChatwootPlatform): Promise<string> {
  const baseUrl = platform.baseUrl.replace(/\/+$/, '');
  await tx.insert(installations).values({ baseUrl }).onConflictDoNothing();
  const installation = only(await tx.select().from(installations).where(eq(installations.baseUrl, baseUrl)));
  const platformTokenSealed = deps.secrets.seal(platform.platformToken, secretPlaces.platformToken(installation.id));
  await tx.update(installations).set({ platformTokenSealed }).where(eq(installations.id, installation.id));
  return only(await tx.insert(accounts).values({ installationId: installation.id, name }).returning()).id;
}
