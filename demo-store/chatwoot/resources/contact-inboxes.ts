import { randomUUID } from 'node:crypto';
import type { Chatwoot } from '../chatwoot.ts';
import type { ContactInboxRow, ContactRow, InboxRow } from '../state/rows.ts';
import { nextId } from '../state/state.ts';
import { now } from '../state/times.ts';
import { randomToken } from '../state/tokens.ts';

type SessionWish = { sourceId?: string | undefined; hmacVerified?: boolean | undefined };

/**
 * Rule 40: a session of a contact in an inbox. The same `source_id` again is the same session, none is a new one every
 * time (T22), and one that another contact owns is `taken`. `hmacVerified` counts only for a new row.
 */
export function findOrAddSession(
  chatwoot: Chatwoot,
  contact: ContactRow,
  inbox: InboxRow,
  { sourceId, hmacVerified }: SessionWish = {},
): ContactInboxRow | 'taken' {
  const existing = findSession(chatwoot, inbox, sourceId);
  if (existing !== undefined) return existing.contact_id === contact.id ? existing : 'taken';
  return addSession(chatwoot, contact, inbox, sourceId ?? randomUUID(), hmacVerified ?? false);
}

export function findSession({ state }: Chatwoot, inbox: InboxRow, sourceId: unknown): ContactInboxRow | undefined {
  return state.contactInboxes.find((row) => row.inbox_id === inbox.id && row.source_id === sourceId);
}

export function addSession(
  { state }: Chatwoot,
  contact: ContactRow,
  inbox: InboxRow,
  sourceId: string = randomUUID(),
  hmacVerified = false,
): ContactInboxRow {
  const session: ContactInboxRow = {
    id: nextId(state, 'contactInboxes'),
    contact_id: contact.id,
    inbox_id: inbox.id,
    source_id: sourceId,
    created_at: now(),
    updated_at: now(),
    hmac_verified: hmacVerified,
    pubsub_token: randomToken(),
  };
  state.contactInboxes.push(session);
  return session;
}
