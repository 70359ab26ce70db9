import type { Chatwoot } from '../chatwoot.ts';
import { crash, RecordNotFound, refused } from '../http/failures.ts';
import { bool, filledText, int, type Params, record } from '../http/params.ts';
import { findOrAddSession } from '../resources/contact-inboxes.ts';
import { statusOf } from '../resources/conversation-status.ts';
import { nextDisplayId, startConversation } from '../resources/conversations.ts';
import { inboxInAccount } from '../resources/inboxes.ts';
import { findInAccount, inboxOf } from '../state/find.ts';
import type { AccountRow, ContactInboxRow, ConversationRow } from '../state/rows.ts';
import { fromEpoch } from '../state/times.ts';
import type { Caller } from './caller.ts';
import { postAgentMessage } from './post-agent-message.ts';

/** `POST /conversations`: for a contact in an inbox, or for a session that exists already. */
export function createConversation(chatwoot: Chatwoot, caller: Caller, params: Params): ConversationRow {
  const { account } = caller;
  const session = sessionFor(chatwoot, account, params);
  const message = record(params.message);
  const isIncoming = message?.message_type === 'incoming';
  if (isIncoming && inboxOf(chatwoot, session).channel.type !== 'Channel::Api') {
    // Rule 39: no conversation is left behind, but a number is used up.
    nextDisplayId(chatwoot, account.id);
    throw crash('an incoming message in a website inbox');
  }
  const snoozedUntil = int(params.snoozed_until);
  const conversation = startConversation(chatwoot, session, {
    status: params.status === undefined ? undefined : statusOf(params.status),
    assigneeId: int(params.assignee_id),
    teamId: int(params.team_id),
    snoozedUntil: snoozedUntil === undefined ? null : fromEpoch(snoozedUntil),
    customAttributes: record(params.custom_attributes),
    additionalAttributes: record(params.additional_attributes),
  });
  if (message !== undefined) postAgentMessage(chatwoot, caller, conversation, message);
  return conversation;
}

/** Rule 40: a known `source_id` is enough; with a contact it has to be that contact's, or a new one. */
function sessionFor(chatwoot: Chatwoot, account: AccountRow, params: Params): ContactInboxRow {
  const sourceId = filledText(params.source_id);
  if (int(params.inbox_id) === undefined) return sessionBySource(chatwoot, account, sourceId);
  const inbox = inboxInAccount(chatwoot, account, int(params.inbox_id));
  const contact = findInAccount(chatwoot.state.contacts, account.id, int(params.contact_id));
  const wish = { sourceId, hmacVerified: bool(params.hmac_verified) };
  const session = findOrAddSession(chatwoot, contact, inbox, wish);
  if (session === 'taken') throw refused(422, 'source_id should be unique');
  return session;
}

function sessionBySource(chatwoot: Chatwoot, account: AccountRow, sourceId: string | undefined): ContactInboxRow {
  const session = chatwoot.state.contactInboxes.find(
    (row) => row.source_id === sourceId && inboxOf(chatwoot, row).account_id === account.id,
  );
  if (session === undefined) throw new RecordNotFound();
  return session;
}
