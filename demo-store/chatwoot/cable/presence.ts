import type { Chatwoot } from '../chatwoot.ts';
import { inboxOf } from '../state/find.ts';
import { isContactOnline } from '../views/contact-views.ts';
import { availabilityOf } from '../views/user-views.ts';
import type { Subscription } from './cable.ts';

/** Tells one subscriber who is there: visitors see agents, agents see each other and the visitors. */
export function sendPresence(chatwoot: Chatwoot, subscription: Subscription): void {
  const { state } = chatwoot;
  const session = state.contactInboxes.find((row) => row.pubsub_token === subscription.pubsubToken);
  if (session !== undefined) {
    const { account_id } = inboxOf(chatwoot, session);
    send(subscription, { account_id, users: onlineUsers(chatwoot, account_id) });
    return;
  }
  const user = state.users.find((row) => row.pubsub_token === subscription.pubsubToken);
  for (const { account_id } of state.accountUsers.filter((row) => row.user_id === user?.id)) {
    const contacts = onlineContacts(chatwoot, account_id);
    send(subscription, { account_id, users: onlineUsers(chatwoot, account_id), contacts });
  }
}

function send(subscription: Subscription, data: unknown) {
  subscription.deliver({ event: 'presence.update', data });
}

function onlineUsers(chatwoot: Chatwoot, accountId: number): Record<string, string> {
  return Object.fromEntries(
    chatwoot.state.accountUsers
      .filter((member) => member.account_id === accountId)
      .map((member) => [member.user_id, availabilityOf(chatwoot, member)])
      .filter(([, availability]) => availability !== 'offline'),
  );
}

function onlineContacts(chatwoot: Chatwoot, accountId: number): Record<string, string> {
  return Object.fromEntries(
    chatwoot.state.contacts
      .filter((contact) => contact.account_id === accountId && isContactOnline(chatwoot, contact))
      .map((contact) => [contact.id, 'online']),
  );
}
