import { and, eq, inArray, isNotNull, ne, or, type SQL, sql } from 'drizzle-orm';
import { chatSessions } from '../chat-sessions/tables.ts';
import { first, type Tx } from '../db/database.ts';
import { findVisitorsOf } from '../events/index.ts';
import { files } from '../files/tables.ts';
import { customers } from '../identity/tables.ts';
import { mails } from '../mail/tables.ts';
import { replies } from '../replies/tables.ts';
import { submissions } from '../submissions/tables.ts';

/** Whom the shop calls so: an address that was given, or its own id of a customer. */
export type Person = { email: string } | { customerId: string };

/** All that we keep of a person, and where they are in Chatwoot. */
export type Traces = Awaited<ReturnType<typeof findTraces>>;

/**
 * What is a person's: what was written where their address was given, or as that customer, and whatever else the same
 * visitors wrote and did.
 */
export async function findTraces(tx: Tx, storeId: string, person: Person) {
  const customer = 'customerId' in person ? await findCustomer(tx, storeId, person.customerId) : undefined;
  const sessions = await sessionsOf(tx, storeId, person, customer?.id);
  const sessionIds = sessions.map(({ id }) => id);
  const written = await tx.select().from(submissions).where(isAmong(submissions.sessionId, sessionIds));
  const { visitorIds, events } = await findVisitorsOf(tx, { storeId, sessionIds, customerId: customer?.id });
  const conversationIds = distinct(written.map(({ chatwootConversationId }) => chatwootConversationId));
  const addresses = distinct([
    'email' in person ? person.email.toLowerCase() : null,
    ...written.map(({ contactEmail }) => contactEmail?.toLowerCase()),
  ]);
  const isTheirMail = and(ne(mails.kind, 'outage'), isAmong(sql`lower(${mails.recipient})`, addresses));
  const isTheirReply = isAmong(replies.chatwootConversationId, conversationIds);
  return {
    customer,
    sessionIds,
    visitorIds,
    events,
    submissionIds: written.map(({ id }) => id),
    undelivered: written.filter(({ state }) => state !== 'delivered').length,
    files: await tx
      .select()
      .from(files)
      .where(isAmong(files.id, distinct(written.map(({ fileId }) => fileId)))),
    mailIds: idsOf(await tx.select({ id: mails.id }).from(mails).where(isTheirMail)),
    replyIds: idsOf(await tx.select({ id: replies.id }).from(replies).where(isTheirReply)),
    conversationIds,
    contactIds: distinct([customer?.contactId, ...sessions.map(({ contactId }) => contactId)]),
  };
}

async function findCustomer(tx: Tx, storeId: string, externalId: string) {
  const isTheirs = and(eq(customers.storeId, storeId), eq(customers.externalId, externalId));
  return first(await tx.select().from(customers).where(isTheirs));
}

async function sessionsOf(tx: Tx, storeId: string, person: Person, customerId: string | undefined) {
  const { id, visitorKey, contactId } = chatSessions;
  const gaveAddress = (email: string) =>
    inArray(
      id,
      tx
        .select({ id: submissions.sessionId })
        .from(submissions)
        .where(and(eq(submissions.storeId, storeId), eq(sql`lower(${submissions.contactEmail})`, email.toLowerCase()))),
    );
  const isTheirs =
    'email' in person ? gaveAddress(person.email) : customerId ? eq(chatSessions.customerId, customerId) : sql`false`;
  const theirs = tx
    .select({ visitorKey })
    .from(chatSessions)
    .where(and(isTheirs, isNotNull(visitorKey)));
  return tx
    .select({ id, contactId })
    .from(chatSessions)
    .where(and(eq(chatSessions.storeId, storeId), or(isTheirs, inArray(visitorKey, theirs))));
}

/** @param column of a table that belongs to the store of this transaction */
export function isAmong(column: Parameters<typeof inArray>[0], values: readonly (string | number)[]): SQL {
  return values.length > 0 ? inArray(column, [...values]) : sql`false`;
}

function idsOf(rows: { id: string }[]): string[] {
  return rows.map(({ id }) => id);
}

function distinct<T extends string | number>(values: (T | null | undefined)[]): T[] {
  return [...new Set(values.filter((value) => value !== null && value !== undefined))];
}
