import { Avatar } from '../Avatar.tsx';
import { Icon } from '../icons.tsx';
import { shortAge } from '../times.ts';
import { loadMoreConversations, showConversation } from './desk-actions.ts';
import type { DeskContext } from './desk-context.ts';
import { contactName, conversationsUnder, type DeskState, type Filter, filters, lastMessage } from './desk-state.ts';
import type { DeskConversation } from './desk-types.ts';

const filterNames: Record<Filter, string> = { open: 'Open', pending: 'Pending', resolved: 'Resolved', all: 'All' };

export function ConversationList({ context, state }: { context: DeskContext; state: DeskState }) {
  const { agent, conversations, filter, hasLoaded, hasMore, openId, onlineContacts } = state;
  const shown = conversationsUnder(filter, conversations);
  return (
    <nav class="list" aria-label="Conversations">
      <header class="list-head">
        <Avatar name={agent.name} isOnline={state.socket === 'up'} />
        <div class="list-agent">
          <h1>{agent.accountName}</h1>
          <p>{agent.name}</p>
        </div>
        <a class="quiet-link" href="/app">
          Switch agent
        </a>
      </header>
      <fieldset class="filters" aria-label="Show">
        {filters.map((name) => (
          <button
            key={name}
            type="button"
            aria-pressed={filter === name}
            onClick={() => context.store.set({ filter: name })}
          >
            {filterNames[name]} <span class="count">{conversationsUnder(name, conversations).length}</span>
          </button>
        ))}
      </fieldset>
      <ul class="conversations">
        {shown.map((conversation) => (
          <li key={conversation.id}>
            <ConversationButton
              conversation={conversation}
              isOpen={conversation.id === openId}
              isOnline={onlineContacts.includes(conversation.meta.sender.id)}
              onOpen={() => void showConversation(context, conversation.id)}
            />
          </li>
        ))}
      </ul>
      {!hasLoaded && (
        <p class="empty" role="status">
          Loading conversations
        </p>
      )}
      {hasLoaded && shown.length === 0 && <EmptyList filter={filter} />}
      {hasMore && (
        <button type="button" class="more" onClick={() => void loadMoreConversations(context)}>
          Older conversations
        </button>
      )}
    </nav>
  );
}

interface ConversationButtonProps {
  conversation: DeskConversation;
  isOpen: boolean;
  isOnline: boolean;
  onOpen: () => void;
}

function ConversationButton({ conversation, isOpen, isOnline, onOpen }: ConversationButtonProps) {
  const name = contactName(conversation);
  const message = lastMessage(conversation);
  const text = message?.content || (message?.attachments ? 'Sent a file' : 'No message yet');
  const unread = conversation.unread_count;
  // Its name for a screen reader is all of its text, which begins with the contact's.
  return (
    <button type="button" class="conversation" aria-current={isOpen} onClick={onOpen}>
      <Avatar name={name} imageUrl={conversation.meta.sender.thumbnail} isOnline={isOnline} />
      <span class="conversation-text">
        <span class="conversation-top">
          <strong dir="auto">{name}</strong>
          <span class="age">{shortAge(conversation.last_activity_at)}</span>
        </span>
        <span class="conversation-bottom">
          <span class="last" dir="auto">
            {message?.private && <Icon name="lock" size={12} />}
            {message?.message_type === 1 && !message.private && 'You: '}
            {text}
          </span>
          {unread > 0 && (
            <span class="unread">
              {unread > 9 ? '9+' : unread}
              <span class="for-readers"> unread</span>
            </span>
          )}
          {conversation.status !== 'open' && <span class={`status ${conversation.status}`}>{conversation.status}</span>}
        </span>
      </span>
    </button>
  );
}

function EmptyList({ filter }: { filter: Filter }) {
  return (
    <div class="empty">
      <Icon name="inbox" size={32} />
      <p>{filter === 'all' ? 'No conversations yet.' : `No ${filter} conversations.`}</p>
      <p class="muted">New messages appear here by themselves.</p>
    </div>
  );
}
