import { isDeepStrictEqual } from 'node:util';
import { eq } from 'drizzle-orm';
import type { Tx } from '../db/database.ts';
import { isKnownGuarded } from '../provisioning/index.ts';
import type { ServedStore } from '../stores/index.ts';
import { inboxes } from '../stores/tables.ts';
import { type HeldLanes, holdLanes } from '../submissions/index.ts';
import type { ActivityDeps } from './activity-deps.ts';
import { type Attributes, contactAttributes, liveAttributes } from './describe-activity.ts';
import { describeCart } from './describe-cart.ts';
import { type KnownVisitor, readVisitor, type Visitor } from './read-visitor.ts';

/** Where what a visitor does is shown. */
type Place = 'conversation' | 'note' | 'contact';

/** What is to be done at Chatwoot, decided before it is asked. */
export interface Showing extends KnownVisitor {
  place: Place;
  wanted: Attributes;
  /** It is not what we have shown already, as far as we remember. */
  isNews: boolean;
  /** The store's own, by Chatwoot's ids. */
  inboxIds: number[];
  lanes: HeldLanes;
}

export type Plan = { state: 'nothing-to-do' } | { state: 'wait'; ms: number } | { state: 'show'; showing: Showing };

/** A cart changes with every press of a button: notes stay in the conversation, and too many are read by nobody. */
const noteEveryMs = 60_000;
/** How soon to look again whether a message has been delivered. */
const laneStepMs = 1000;

const nothingToDo: Plan = { state: 'nothing-to-do' };

/** Decides what to show of a visitor and where, and holds the lanes of their messages for it. */
export async function planShowing(tx: Tx, deps: ActivityDeps, store: ServedStore, visitorId: string): Promise<Plan> {
  const now = deps.now();
  const known = await readVisitor(tx, store.id, visitorId, now);
  if (!known) return nothingToDo;
  const { visitor } = known;
  if (visitor.nextTryAt && visitor.nextTryAt > now) return nothingToDo;
  const place = await placeFor(tx, store, known);
  const wanted = wantedIn(place, store, visitor);
  const isNews = !isShown(visitor, wanted);
  // A time to look again that has come means: whatever we remember, look.
  if (!isNews && !visitor.nextTryAt) return nothingToDo;
  const waitMs = place === 'note' && isNews ? noteWaitMs(visitor, now) : 0;
  if (waitMs > 0) return { state: 'wait', ms: waitMs };
  const lanes = await holdLanes(tx, deps, place === 'contact' ? [] : known.sessionIds);
  if (!lanes) return { state: 'wait', ms: laneStepMs };
  const inboxIds = await inboxesOf(tx, store.id);
  return { state: 'show', showing: { ...known, place, wanted, isNews, inboxIds, lanes } };
}

/** On a contact only a known customer's, and only where no browser can take that contact's place. */
async function placeFor(tx: Tx, { id, showActivity }: ServedStore, { isProven }: KnownVisitor): Promise<Place> {
  if (showActivity !== 'contact') return showActivity === 'note' ? 'note' : 'conversation';
  return isProven && (await isKnownGuarded(tx, id)) ? 'contact' : 'conversation';
}

function wantedIn(place: Place, { origins }: ServedStore, visitor: Visitor): Attributes {
  if (place === 'contact') return contactAttributes(visitor, origins);
  if (place === 'conversation') return liveAttributes(visitor, origins);
  return visitor.cart ? { cart: describeCart(visitor.cart) } : {};
}

/** What is remembered of it: beside the attributes themselves, of notes when, and of contacts whose. */
export function rememberShown({ place, wanted, customer }: Showing, now: Date): Record<string, string> {
  const texts = Object.fromEntries(Object.entries(wanted).map(([key, value]) => [key, String(value)]));
  if (place === 'note') return { ...texts, notedAt: now.toISOString() };
  return place === 'contact' && customer ? { ...texts, customerId: customer.id } : texts;
}

function isShown({ shown }: Visitor, wanted: Attributes): boolean {
  const { notedAt: _when, customerId: _whose, ...texts } = shown ?? {};
  const wantedTexts = Object.fromEntries(Object.entries(wanted).map(([key, value]) => [key, String(value)]));
  return isDeepStrictEqual(texts, wantedTexts);
}

function noteWaitMs({ shown }: Visitor, now: Date): number {
  return shown?.notedAt ? Date.parse(shown.notedAt) + noteEveryMs - now.getTime() : 0;
}

async function inboxesOf(tx: Tx, storeId: string): Promise<number[]> {
  const rows = await tx.select({ id: inboxes.chatwootInboxId }).from(inboxes).where(eq(inboxes.storeId, storeId));
  return rows.map(({ id }) => id);
}
