import { useEffect, useRef } from 'preact/hooks';
import { Avatar } from '../Avatar.tsx';
import { Icon } from '../icons.tsx';
import { dayName } from '../times.ts';
import { useLatestInView } from '../use-latest-in-view.ts';
import { loadEarlierMessages, retryReply, setStatus } from './desk-actions.ts';
import type { DeskContext } from './desk-context.ts';
import { contactName, type DeskState } from './desk-state.ts';
import type { DeskConversation } from './desk-types.ts';
import { ReplyEditor } from './ReplyEditor.tsx';
import { PendingBubble, ThreadMessage } from './ThreadMessage.tsx';

interface ThreadProps {
  context: DeskContext;
  state: DeskState;
  conversation: DeskConversation;
}

export function Thread({ context, state, conversation }: ThreadProps) {
  const { messages, areMessagesLoaded, hasEarlier, isVisitorTyping, column } = state;
  const thread = useRef<HTMLElement>(null);
  useEffect(() => {
    if (column !== 'thread') return;
    // Ready to type, except on a phone, where that would bring up the keyboard over the messages.
    const target = matchMedia('(min-width: 720px)').matches ? 'textarea' : 'h2';
    thread.current?.querySelector<HTMLElement>(target)?.focus();
  }, [column]);
  const pending = state.pendingReplies.filter(({ conversationId }) => conversationId === conversation.id);
  const newest = messages.at(-1)?.id;
  const log = useLatestInView<HTMLDivElement>([newest, pending.length, isVisitorTyping].join(), conversation.id);
  return (
    <main class="thread" ref={thread} aria-label={`Conversation with ${contactName(conversation)}`}>
      <ThreadHead context={context} conversation={conversation} />
      {state.notice && (
        <p class="notice" role="alert">
          {state.notice}
        </p>
      )}
      <div class="log" role="log" aria-label="Messages" ref={log.ref} onScroll={log.onScroll}>
        {!areMessagesLoaded && (
          <p class="activity" role="status">
            Loading messages
          </p>
        )}
        {hasEarlier && (
          <button type="button" class="more" onClick={() => void loadEarlierMessages(context)}>
            Earlier messages
          </button>
        )}
        {messages.map((message, index) => (
          <div key={message.id} class="log-item">
            {dayOf(messages[index - 1]) !== dayOf(message) && <p class="day">{dayOf(message)}</p>}
            <ThreadMessage message={message} next={messages[index + 1]} />
          </div>
        ))}
        {pending.map((reply) => (
          <PendingBubble key={reply.echoId} reply={reply} onRetry={() => void retryReply(context, reply)} />
        ))}
        {isVisitorTyping && (
          <p class="typing" role="status">
            {contactName(conversation)} is typing
          </p>
        )}
      </div>
      <ReplyEditor context={context} state={state} conversation={conversation} />
    </main>
  );
}

function ThreadHead({ context, conversation }: Pick<ThreadProps, 'context' | 'conversation'>) {
  const { store } = context;
  const { id, status, meta } = conversation;
  const isOpen = status === 'open';
  return (
    <header class="thread-head">
      <button
        type="button"
        class="icon-button only-narrow"
        aria-label="Back to conversations"
        onClick={() => store.set({ column: 'list' })}
      >
        <Icon name="back" />
      </button>
      <Avatar name={contactName(conversation)} imageUrl={meta.sender.thumbnail} />
      <div class="thread-title">
        <h2 dir="auto" tabIndex={-1}>
          {contactName(conversation)}
        </h2>
        <p>
          #{id} · {status}
          {meta.assignee && ` · ${meta.assignee.name}`}
        </p>
      </div>
      <button
        type="button"
        class={isOpen ? 'button' : 'button secondary'}
        onClick={() => void setStatus(context, id, isOpen ? 'resolved' : 'open')}
      >
        <Icon name={isOpen ? 'check' : 'reopen'} size={16} />
        {isOpen ? 'Resolve' : 'Reopen'}
      </button>
      <button
        type="button"
        class="icon-button details-button"
        aria-label="Contact details"
        onClick={() => store.set({ column: 'details' })}
      >
        <Icon name="info" />
      </button>
    </header>
  );
}

function dayOf(message: { created_at: number } | undefined): string | undefined {
  return message && dayName(message.created_at);
}
