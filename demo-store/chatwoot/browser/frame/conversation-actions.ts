import { localId } from '../local-id.ts';
import { postToPage } from './page-port.ts';
import { announceUnread, leaveUnread } from './unread.ts';
import { silently, type WidgetContext } from './widget-context.ts';
import { withMessages, withoutConfirmed } from './widget-state.ts';
import type { OutgoingMessage, WidgetMessage } from './widget-types.ts';

export async function loadConversation(context: WidgetContext): Promise<void> {
  const { contact_last_seen_at = 0, ...conversation } = await context.api.conversation();
  context.store.set({ conversation: { ...context.store.get().conversation, ...conversation } });
  keepLastSeen(context, contact_last_seen_at);
}

/** Fetches the newest messages, or all after the last known one. */
export async function loadMessages(context: WidgetContext, options?: { onlyNew: boolean }): Promise<void> {
  const { store, api } = context;
  const newest = store.get().messages.at(-1)?.id;
  const { payload, meta } = await api.messages(options?.onlyNew ? newest : undefined);
  for (const message of payload) receiveMessage(context, message);
  keepLastSeen(context, meta?.contact_last_seen_at ?? 0);
  announceUnread(context);
}

export function receiveMessage({ store }: WidgetContext, message: WidgetMessage): void {
  const { messages, outgoing } = store.get();
  store.set({ messages: withMessages(messages, [message]), outgoing: withoutConfirmed(outgoing, message) });
}

export function startConversation({ store }: WidgetContext): void {
  const { conversation, channel } = store.get();
  const hasConversation = conversation.id !== undefined;
  postToPage('onEvent', { eventIdentifier: 'chatwoot:on-start-conversation', data: { hasConversation } });
  store.set({ view: channel.preChatFormEnabled ? 'prechat' : 'messages' });
}

/** After a resolve, where the inbox does not let a closed conversation be reopened. */
export function startAgain(context: WidgetContext): void {
  context.store.set({ messages: [], outgoing: [] });
  startConversation(context);
  context.store.set({ conversation: {} });
}

/** Sends a text; one that fails stays, red, until the visitor presses retry or leaves the page (rule 69). */
export function sendMessage(context: WidgetContext, content: string): Promise<void> {
  const message: OutgoingMessage = {
    localId: localId(),
    content,
    createdAt: Date.now() / 1000,
    state: 'sending',
  };
  context.store.set({ outgoing: [...context.store.get().outgoing, message] });
  return deliver(context, message);
}

export function retryMessage(context: WidgetContext, message: OutgoingMessage): Promise<void> {
  setOutgoingState(context, message.localId, 'sending');
  return deliver(context, message);
}

async function deliver(context: WidgetContext, { localId, content }: OutgoingMessage): Promise<void> {
  const { store, api } = context;
  try {
    const confirmed = await api.sendMessage(content, store.get().pageUrl, pendingMetadata(context));
    const { messages, outgoing, conversation } = store.get();
    store.set({
      messages: withMessages(messages, [confirmed]),
      outgoing: outgoing.filter((message) => message.localId !== localId),
      conversation: { ...conversation, id: confirmed.conversation_id },
      pending: { customAttributes: {}, labels: [] },
    });
    if (conversation.id === undefined) silently(loadConversation(context));
  } catch {
    setOutgoingState(context, localId, 'failed');
  }
}

/** Attributes and labels collected before there was a conversation; only the first message carries them (rule 18). */
function pendingMetadata({ store }: WidgetContext): object {
  const { conversation, pending } = store.get();
  if (conversation.id !== undefined) return {};
  const { customAttributes, labels } = pending;
  return {
    ...(Object.keys(customAttributes).length > 0 && { custom_attributes: customAttributes }),
    ...(labels.length > 0 && { labels }),
  };
}

function setOutgoingState({ store }: WidgetContext, localId: string, state: OutgoingMessage['state']): void {
  const outgoing = store
    .get()
    .outgoing.map((message) => (message.localId === localId ? { ...message, state } : message));
  store.set({ outgoing });
}

export interface PreChatAnswers {
  contact: { name?: string; email?: string; phone_number?: string };
  message: string;
}

/** The pre-chat form's own way in; what was collected before is dropped, not sent (contract 1.10). */
export async function submitPreChat(context: WidgetContext, { contact, message }: PreChatAnswers): Promise<void> {
  const { store, api } = context;
  store.set({ pending: { customAttributes: {}, labels: [] } });
  const { messages, ...conversation } = await api.startConversation(contact, message, store.get().pageUrl);
  store.set({ conversation, messages: withMessages(store.get().messages, messages), view: 'messages' });
}

export async function endConversation({ store, api }: WidgetContext): Promise<void> {
  await api.endConversation();
  store.set({ conversation: { ...store.get().conversation, status: 'resolved' } });
}

/** Marks everything as read, here at once and at the server whenever it answers. */
export function markSeen(context: WidgetContext): void {
  keepLastSeen(context, Date.now() / 1000);
  silently(context.api.updateLastSeen());
}

export function openUnread(context: WidgetContext): void {
  markSeen(context);
  leaveUnread(context, 'messages');
}

/** The server may not know yet what was seen here, so only a later time counts. */
function keepLastSeen({ store }: WidgetContext, seenAt: number): void {
  const { conversation } = store.get();
  const contact_last_seen_at = Math.max(seenAt, conversation.contact_last_seen_at ?? 0);
  store.set({ conversation: { ...conversation, contact_last_seen_at } });
}
