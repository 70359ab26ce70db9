import { localId } from '../local-id.ts';
import { conversationsPerPage } from './desk-api.ts';
import type { DeskContext } from './desk-context.ts';
import { withLastMessage, withMessages } from './desk-state.ts';
import type { ConversationStatus, DeskConversation, DeskMessage, PendingReply } from './desk-types.ts';
import { notingTrouble } from './trouble.ts';

const messagesPerPage = 20;

/** Fetches every page of the list shown so far, and the open conversation should it be on none of them. */
export async function loadConversations({ store, api }: DeskContext): Promise<void> {
  const { pages, openId } = store.get();
  const lists = await Promise.all(Array.from({ length: pages }, (_, index) => api.conversations(index + 1)));
  const conversations = lists.flat();
  if (openId !== undefined && !conversations.some(({ id }) => id === openId)) {
    conversations.push(await api.conversation(openId));
  }
  const hasMore = (lists.at(-1)?.length ?? 0) >= conversationsPerPage;
  store.set({ conversations: withoutSeen(store.get().openId, conversations), hasMore, hasLoaded: true });
}

/** Fetches what the account calls its attributes. */
export async function loadAttributeNames({ store, api }: DeskContext): Promise<void> {
  const definitions = await api.attributeDefinitions();
  const names = definitions.map(({ attribute_key, attribute_display_name }) => [attribute_key, attribute_display_name]);
  store.set({ attributeNames: Object.fromEntries(names) });
}

export function loadMoreConversations(context: DeskContext): Promise<void> {
  const { store } = context;
  store.set({ pages: store.get().pages + 1 });
  return notingTrouble(context, () => loadConversations(context));
}

export function showConversation(context: DeskContext, id: number): Promise<void> {
  const { store } = context;
  if (store.get().openId !== id) {
    store.set({ messages: [], areMessagesLoaded: false, hasEarlier: false, isVisitorTyping: false, notice: undefined });
  }
  store.set({ openId: id, column: 'thread', conversations: withoutSeen(id, store.get().conversations) });
  const { accountId } = store.get().agent;
  history.replaceState(null, '', `/app/accounts/${accountId}/conversations/${id}`);
  return notingTrouble(context, async () => {
    await loadMessages(context);
    // What stands beside it may have been given its name since the desk was opened.
    await loadAttributeNames(context);
  });
}

/** Fetches the newest messages of the open conversation and marks it as seen. */
export async function loadMessages({ store, api }: DeskContext): Promise<void> {
  const { openId } = store.get();
  if (openId === undefined) return;
  const newest = await api.messages(openId);
  // Somebody may have opened another one in the meantime.
  if (store.get().openId !== openId) return;
  const { messages, areMessagesLoaded } = store.get();
  store.set({
    messages: withMessages(messages, newest),
    areMessagesLoaded: true,
    ...(!areMessagesLoaded && { hasEarlier: newest.length >= messagesPerPage }),
  });
  await api.markSeen(openId);
}

export function loadEarlierMessages(context: DeskContext): Promise<void> {
  const { store, api } = context;
  const { openId, messages } = store.get();
  return notingTrouble(context, async () => {
    if (openId === undefined) return;
    const earlier = await api.messages(openId, messages[0]?.id);
    if (store.get().openId !== openId) return;
    const hasEarlier = earlier.length >= messagesPerPage;
    store.set({ messages: withMessages(store.get().messages, earlier), hasEarlier });
  });
}

/** Sends a reply or a private note; one that fails stays in view, to be sent again by hand. */
export function sendReply(context: DeskContext, conversationId: number, content: string, isPrivate: boolean) {
  const reply: PendingReply = {
    echoId: localId(),
    conversationId,
    content,
    isPrivate,
    createdAt: Date.now() / 1000,
    state: 'sending',
  };
  context.store.set({ pendingReplies: [...context.store.get().pendingReplies, reply] });
  return deliver(context, reply);
}

export function retryReply(context: DeskContext, reply: PendingReply): Promise<void> {
  setReplyState(context, reply.echoId, 'sending');
  return deliver(context, reply);
}

async function deliver(context: DeskContext, { echoId, conversationId, content, isPrivate }: PendingReply) {
  try {
    receiveMessage(context, {
      ...(await context.api.sendMessage(conversationId, content, isPrivate, echoId)),
      echo_id: echoId,
    });
  } catch {
    setReplyState(context, echoId, 'failed');
  }
}

/** Puts a message where it belongs: the open thread, the list, and over the pending reply that it confirms. */
export function receiveMessage({ store }: DeskContext, message: DeskMessage): void {
  const { openId, messages, conversations, pendingReplies } = store.get();
  store.set({
    conversations: withoutSeen(openId, withLastMessage(conversations, message)),
    pendingReplies: pendingReplies.filter(({ echoId }) => echoId !== message.echo_id),
    ...(message.conversation_id === openId && { messages: withMessages(messages, [message]) }),
  });
}

function setReplyState({ store }: DeskContext, echoId: string, state: PendingReply['state']): void {
  const pendingReplies = store.get().pendingReplies;
  store.set({ pendingReplies: pendingReplies.map((reply) => (reply.echoId === echoId ? { ...reply, state } : reply)) });
}

export async function setStatus({ store, api }: DeskContext, id: number, status: ConversationStatus): Promise<void> {
  try {
    await api.setStatus(id, status);
    const conversations = store.get().conversations;
    store.set({
      conversations: conversations.map((conversation) =>
        conversation.id === id ? { ...conversation, status } : conversation,
      ),
      notice: undefined,
    });
  } catch {
    store.set({ notice: 'The status could not be changed. Please try again.' });
  }
}

/** The conversation in front of the agent counts as seen. */
export function withoutSeen(openId: number | undefined, conversations: DeskConversation[]): DeskConversation[] {
  return conversations.map((conversation) =>
    conversation.id === openId ? { ...conversation, unread_count: 0 } : conversation,
  );
}
