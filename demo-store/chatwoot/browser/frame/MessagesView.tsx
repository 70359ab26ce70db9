import { useEffect } from 'preact/hooks';
import { Avatar } from '../Avatar.tsx';
import { dayName } from '../times.ts';
import { useLatestInView } from '../use-latest-in-view.ts';
import { availability } from './availability.ts';
import { endConversation, markSeen, retryMessage, startAgain } from './conversation-actions.ts';
import { MessageBubble, OutgoingBubble } from './MessageBubble.tsx';
import { PanelButtons } from './PanelButtons.tsx';
import { ReplyBox } from './ReplyBox.tsx';
import { silently, type WidgetContext } from './widget-context.ts';
import { isActivity, type WidgetState } from './widget-state.ts';
import type { WidgetMessage } from './widget-types.ts';

export function MessagesView({ context, state }: { context: WidgetContext; state: WidgetState }) {
  const { channel, config, conversation, messages, outgoing, isAgentTyping } = state;
  const shown = messages.filter((message) => !isActivity(message));
  const list = useLatestInView<HTMLDivElement>([shown.length, outgoing.length, isAgentTyping].join(), conversation.id);
  useEffect(() => {
    if (context.store.get().messages.length > 0) markSeen(context);
  }, [context]);
  const mayEnd =
    conversation.status === 'open' &&
    config.enableEndConversation !== false &&
    channel.enabledFeatures?.includes('end_conversation') === true;
  const isClosed = conversation.status === 'resolved';
  return (
    <>
      <header class="head">
        <Avatar name={channel.websiteName} imageUrl={channel.avatarUrl} />
        <div class="head-text">
          <h1>{channel.websiteName}</h1>
          <p>{availability(state).promise}</p>
        </div>
        <PanelButtons state={state} onEnd={mayEnd ? () => silently(endConversation(context)) : undefined} />
      </header>
      <div class="log" role="log" aria-label="Messages" ref={list.ref} onScroll={list.onScroll}>
        {shown.map((message, index) => (
          <div key={message.id} class="log-item">
            {isFirstOfDay(shown, index) && <p class="day">{dayName(message.created_at)}</p>}
            <MessageBubble context={context} message={message} isLastOfSender={isLastOfSender(shown, index)} />
          </div>
        ))}
        {outgoing.map((message) => (
          <OutgoingBubble key={message.localId} message={message} onRetry={() => void retryMessage(context, message)} />
        ))}
        {isAgentTyping && <TypingDots />}
      </div>
      {isClosed && <p class="closed-note">This conversation has been resolved.</p>}
      {isClosed && channel.allowMessagesAfterResolved === false ? (
        <div class="reply">
          <button class="button" type="button" onClick={() => startAgain(context)}>
            Start a new conversation
          </button>
        </div>
      ) : (
        <ReplyBox context={context} />
      )}
    </>
  );
}

function TypingDots() {
  return (
    <div class="typing" role="status" aria-label="The team is typing">
      <span />
      <span />
      <span />
    </div>
  );
}

function isFirstOfDay(messages: WidgetMessage[], index: number): boolean {
  const [before, message] = [messages[index - 1], messages[index]];
  return !before || !message || dayName(before.created_at) !== dayName(message.created_at);
}

function isLastOfSender(messages: WidgetMessage[], index: number): boolean {
  const [message, next] = [messages[index], messages[index + 1]];
  return next?.message_type !== message?.message_type || next?.sender?.name !== message?.sender?.name;
}
