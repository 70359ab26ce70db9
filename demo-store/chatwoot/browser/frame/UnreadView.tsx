import { useLayoutEffect, useRef } from 'preact/hooks';
import { Avatar } from '../Avatar.tsx';
import { Icon } from '../icons.tsx';
import { openUnread } from './conversation-actions.ts';
import { postToPage } from './page-port.ts';
import type { WidgetContext } from './widget-context.ts';
import { unreadMessages, type WidgetState } from './widget-state.ts';

const mostShown = 3;

/** The preview that opens by itself: the newest unread messages, over the page, only as high as they need. */
export function UnreadView({ context, state }: { context: WidgetContext; state: WidgetState }) {
  const ref = useRef<HTMLElement>(null);
  const unread = unreadMessages(state).slice(-mostShown);
  useLayoutEffect(() => {
    const extraHeight = ref.current?.offsetHeight ?? 0;
    postToPage('updateIframeHeight', { isFixedHeight: true, extraHeight });
  }, [unread.length]);
  return (
    <main class="unread" ref={ref}>
      <button type="button" class="unread-close" onClick={() => postToPage('closeWindow')}>
        <Icon name="close" size={14} /> Close
      </button>
      {unread.map((message) => {
        const name = message.sender?.available_name ?? message.sender?.name ?? 'Bot';
        return (
          <button key={message.id} type="button" class="unread-message" onClick={() => openUnread(context)}>
            <span class="unread-sender">
              <Avatar name={name} imageUrl={message.sender?.avatar_url} />
              <strong>{name}</strong> from {state.channel.websiteName}
            </span>
            <span class="message-text" dir="auto">
              {message.content}
            </span>
          </button>
        );
      })}
      <button type="button" class="unread-open" onClick={() => openUnread(context)}>
        See new messages
      </button>
    </main>
  );
}
