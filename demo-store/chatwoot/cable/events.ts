/**
 * Which socket hears what. Agents hear what happens in their inboxes, administrators all of it; visitors hear their own
 * conversation, with everything that is in it except private notes and activities. Webhooks hear of it from here too.
 */
import type { Chatwoot } from '../chatwoot.ts';
import { contactOf, conversationOf, inboxOf, membersOfAccount, sessionOf, sessionsOf } from '../state/find.ts';
import type { ContactRow, ConversationRow, MessageRow, UserRow } from '../state/rows.ts';
import { contactPushView } from '../views/contact-views.ts';
import { conversationPushView } from '../views/conversation-views.ts';
import { messagePushView } from '../views/message-views.ts';
import { userPushView } from '../views/user-views.ts';
import { reportContact, reportConversation, reportTyping } from '../webhooks/events.ts';

/** The agent whose request caused an event; a visitor's own doings have no performer. */
export type Performer = UserRow | undefined;

export function messageCreated(chatwoot: Chatwoot, message: MessageRow, performer?: Performer, echoId?: string): void {
  const echo = echoId === undefined ? {} : { echo_id: echoId };
  sendMessage(chatwoot, 'message.created', message, { ...messagePushView(chatwoot, message), ...echo }, performer);
}

/** T53: a deleted message goes out once more, its old text in `changes`. */
export function messageUpdated(chatwoot: Chatwoot, message: MessageRow, changes: unknown, performer?: Performer): void {
  const data = { ...messagePushView(chatwoot, message), previous_changes: changes };
  sendMessage(chatwoot, 'message.updated', message, data, performer);
}

function sendMessage(chatwoot: Chatwoot, event: string, message: MessageRow, data: object, performer: Performer) {
  const conversation = conversationOf(chatwoot, message);
  const isForVisitor = !message.private && message.message_type !== 'activity';
  const tokens = [
    ...agentTokens(chatwoot, conversation),
    ...(isForVisitor ? visitorTokens(chatwoot, conversation) : []),
  ];
  chatwoot.cable.broadcast(tokens, event, { ...data, ...performedBy(chatwoot, message.account_id, performer) });
}

export function conversationEvent(
  chatwoot: Chatwoot,
  event: 'conversation.created' | 'conversation.updated' | 'conversation.status_changed',
  conversation: ConversationRow,
): void {
  const tokens = [...agentTokens(chatwoot, conversation), ...visitorTokens(chatwoot, conversation)];
  const data = { ...conversationPushView(chatwoot, conversation), account_id: conversation.account_id };
  chatwoot.cable.broadcast(tokens, event, data);
  reportConversation(chatwoot, webhookName(event), conversation);
}

/** Typing in a private note reaches the visitor too (T53). Whoever types does not hear it. */
export function typing(
  chatwoot: Chatwoot,
  conversation: ConversationRow,
  isOn: boolean,
  isPrivate: boolean,
  by?: UserRow,
) {
  const visitor = sessionOf(chatwoot, conversation).pubsub_token;
  const tokens = [...agentTokens(chatwoot, conversation), visitor];
  const typist = by?.pubsub_token ?? visitor;
  const { account_id } = conversation;
  chatwoot.cable.broadcast(
    tokens.filter((token) => token !== typist),
    isOn ? 'conversation.typing_on' : 'conversation.typing_off',
    {
      conversation: conversationPushView(chatwoot, conversation),
      user: by ? userPushView(chatwoot, by, account_id) : contactPushView(contactOf(chatwoot, conversation)),
      is_private: isPrivate,
      account_id,
      ...performedBy(chatwoot, account_id, by),
    },
  );
  reportTyping(chatwoot, conversation, isOn, isPrivate, by);
}

export function contactEvent(chatwoot: Chatwoot, event: 'contact.created' | 'contact.updated', contact: ContactRow) {
  const tokens = membersOfAccount(chatwoot, contact.account_id).map((user) => user.pubsub_token);
  chatwoot.cable.broadcast(tokens, event, { ...contactPushView(contact), account_id: contact.account_id });
  reportContact(chatwoot, webhookName(event), contact);
}

/** `contact.created` is `contact_created` there. */
function webhookName<Event extends string>(event: Event) {
  return event.replace('.', '_') as Event extends `${infer A}.${infer B}` ? `${A}_${B}` : Event;
}

function performedBy(chatwoot: Chatwoot, accountId: number, performer: Performer) {
  return performer === undefined ? {} : { performer: userPushView(chatwoot, performer, accountId) };
}

/** Rule 30 holds for sockets too: members of the inbox, and administrators. */
function agentTokens(chatwoot: Chatwoot, conversation: ConversationRow): string[] {
  const { member_ids } = inboxOf(chatwoot, conversation);
  const administrators = chatwoot.state.accountUsers
    .filter((row) => row.account_id === conversation.account_id && row.role === 'administrator')
    .map((row) => row.user_id);
  return membersOfAccount(chatwoot, conversation.account_id)
    .filter((user) => member_ids.includes(user.id) || administrators.includes(user.id))
    .map((user) => user.pubsub_token);
}

/** A verified session shares its messages with the contact's other verified ones, an unverified one with nobody. */
function visitorTokens(chatwoot: Chatwoot, conversation: ConversationRow): string[] {
  const session = sessionOf(chatwoot, conversation);
  if (!session.hmac_verified) return [session.pubsub_token];
  return sessionsOf(chatwoot, contactOf(chatwoot, conversation))
    .filter((other) => other.hmac_verified)
    .map((other) => other.pubsub_token);
}
