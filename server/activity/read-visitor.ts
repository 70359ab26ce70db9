import { and, desc, eq, gt, inArray, isNotNull, or } from 'drizzle-orm';
import type { ChatSession } from '../chat-sessions/index.ts';
import { chatSessions } from '../chat-sessions/tables.ts';
import { first, type Tx } from '../db/database.ts';
import { visitors } from '../events/tables.ts';
import { type Customer, findCustomer } from '../identity/index.ts';
import { submissions } from '../submissions/tables.ts';

export type Visitor = typeof visitors.$inferSelect;

/** A visitor, and who that is at Chatwoot as far as we know. */
export interface KnownVisitor {
  visitor: Visitor;
  /** Of Chatwoot; null: not known yet, or not without asking. */
  contactId: number | null;
  /** Whose contact it is, if it is a customer's. */
  customer: Customer | null;
  /** The shop has vouched for who this is, and Chatwoot has taken our word for it. */
  isProven: boolean;
  /** The sessions in whose lanes messages of theirs may come. */
  sessionIds: string[];
  /** Where a message of theirs was delivered last. */
  conversationId: number | null;
}

/** A customer may write from another device: its newest sessions are enough to see whether somebody does so now. */
const recentMs = 86_400_000;

/** @returns undefined when the visitor is forgotten, or nobody whom agents may know */
export async function readVisitor(
  tx: Tx,
  storeId: string,
  visitorId: string,
  now: Date,
): Promise<KnownVisitor | undefined> {
  const isThis = and(eq(visitors.storeId, storeId), eq(visitors.id, visitorId));
  const visitor = first(await tx.select().from(visitors).where(isThis));
  if (!visitor) return undefined;
  const session = await sessionOf(tx, visitor);
  // A newer session without a proof is a guest's: whoever sits there now is not to be shown as somebody known.
  const customerId = session ? session.customerId : visitor.customerId;
  const customer = (customerId && (await findCustomer(tx, storeId, customerId))) || null;
  if (!session && !customer) return undefined;
  const sessionIds = await sessionsOf(tx, storeId, session, customer, now);
  return {
    visitor,
    customer,
    contactId: customer?.contactId ?? session?.contactId ?? null,
    isProven: customer !== null && (!session || (session.identifiedAt !== null && session.refutedAt === null)),
    sessionIds,
    conversationId: await lastConversation(tx, sessionIds),
  };
}

async function sessionOf(tx: Tx, { storeId, sessionId }: Visitor): Promise<ChatSession | undefined> {
  if (!sessionId) return undefined;
  const isIt = and(eq(chatSessions.storeId, storeId), eq(chatSessions.id, sessionId));
  return first(await tx.select().from(chatSessions).where(isIt));
}

async function sessionsOf(
  tx: Tx,
  storeId: string,
  session: ChatSession | undefined,
  customer: Customer | null,
  now: Date,
): Promise<string[]> {
  const isRecent = gt(chatSessions.createdAt, new Date(now.getTime() - recentMs));
  const isTheirs = or(
    session && eq(chatSessions.id, session.id),
    session?.visitorKey ? eq(chatSessions.visitorKey, session.visitorKey) : undefined,
    customer ? and(eq(chatSessions.customerId, customer.id), isRecent) : undefined,
  );
  const isOfStore = eq(chatSessions.storeId, storeId);
  const rows = await tx.select({ id: chatSessions.id }).from(chatSessions).where(and(isOfStore, isTheirs));
  return rows.map(({ id }) => id);
}

async function lastConversation(tx: Tx, sessionIds: string[]): Promise<number | null> {
  if (sessionIds.length === 0) return null;
  const isTheirs = and(inArray(submissions.sessionId, sessionIds), isNotNull(submissions.chatwootConversationId));
  const rows = await tx
    .select({ id: submissions.chatwootConversationId })
    .from(submissions)
    .where(isTheirs)
    .orderBy(desc(submissions.deliveredAt))
    .limit(1);
  return first(rows)?.id ?? null;
}
