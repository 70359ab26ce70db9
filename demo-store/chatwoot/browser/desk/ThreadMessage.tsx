import { AttachedFile } from '../AttachedFile.tsx';
import { Avatar } from '../Avatar.tsx';
import { Icon } from '../icons.tsx';
import { MessageText } from '../MessageText.tsx';
import { clockTime } from '../times.ts';
import type { DeskMessage, PendingReply } from './desk-types.ts';

const kinds = ['from-visitor', 'from-agent', 'activity', 'from-bot'];

/** One entry of the thread. The last of several in a row carries name and time for all. */
export function ThreadMessage({ message, next }: { message: DeskMessage; next: DeskMessage | undefined }) {
  const kind = kinds[message.message_type] ?? 'activity';
  if (kind === 'activity') return <p class="activity">{message.content}</p>;
  const name = message.sender?.available_name ?? message.sender?.name ?? 'Bot';
  const isLast = next?.message_type !== message.message_type || next.private !== message.private;
  return (
    <article class={`message ${kind} ${message.private ? 'private' : ''}`}>
      {kind === 'from-visitor' && isLast && <Avatar name={name} imageUrl={message.sender?.thumbnail} />}
      <div class="bubble">
        {message.private && <PrivateMark />}
        {message.content && <MessageText text={message.content} />}
        {message.attachments?.map((file) => (
          <AttachedFile key={file.id} file={file} />
        ))}
      </div>
      {isLast && (
        <p class="message-meta">
          {name} ·{' '}
          <time dateTime={new Date(message.created_at * 1000).toISOString()}>{clockTime(message.created_at)}</time>
        </p>
      )}
    </article>
  );
}

export function PendingBubble({ reply, onRetry }: { reply: PendingReply; onRetry: () => void }) {
  return (
    <article class={`message from-agent ${reply.isPrivate ? 'private' : ''} ${reply.state}`}>
      <div class="bubble">
        {reply.isPrivate && <PrivateMark />}
        <MessageText text={reply.content} />
      </div>
      <p class="message-meta">
        {reply.state === 'sending' ? (
          'Sending'
        ) : (
          <>
            Not sent.{' '}
            <button type="button" class="retry" onClick={onRetry}>
              Send again
            </button>
          </>
        )}
      </p>
    </article>
  );
}

function PrivateMark() {
  return (
    <p class="private-mark">
      <Icon name="lock" size={12} /> Private note
    </p>
  );
}
