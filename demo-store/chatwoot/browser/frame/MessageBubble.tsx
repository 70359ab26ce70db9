import { useState } from 'preact/hooks';
import { AttachedFile } from '../AttachedFile.tsx';
import { Avatar } from '../Avatar.tsx';
import { Icon } from '../icons.tsx';
import { MessageText } from '../MessageText.tsx';
import { clockTime } from '../times.ts';
import { silently, type WidgetContext } from './widget-context.ts';
import { isFromVisitor } from './widget-state.ts';
import type { OutgoingMessage, WidgetMessage } from './widget-types.ts';

interface MessageBubbleProps {
  context: WidgetContext;
  message: WidgetMessage;
  /** The last of several in a row carries name, picture and time for all. */
  isLastOfSender: boolean;
}

export function MessageBubble({ context, message, isLastOfSender }: MessageBubbleProps) {
  const isOwn = isFromVisitor(message);
  const name = message.sender?.available_name ?? message.sender?.name ?? 'Bot';
  return (
    <article class={`message ${isOwn ? 'own' : 'theirs'}`}>
      {!isOwn && isLastOfSender && <Avatar name={name} imageUrl={message.sender?.avatar_url} />}
      <div class="bubble">
        {message.content && <MessageText text={message.content} />}
        {message.attachments?.map((file) => (
          <AttachedFile key={file.id} file={file} />
        ))}
        {message.content_type === 'input_email' && <EmailRequest context={context} message={message} />}
        {message.content_type === 'input_select' && <Choices context={context} message={message} />}
      </div>
      {isLastOfSender && (
        <p class="message-meta">
          {!isOwn && `${name} · `}
          <time dateTime={new Date(message.created_at * 1000).toISOString()}>{clockTime(message.created_at)}</time>
        </p>
      )}
    </article>
  );
}

export function OutgoingBubble({ message, onRetry }: { message: OutgoingMessage; onRetry: () => void }) {
  const hasFailed = message.state === 'failed';
  return (
    <article class={`message own ${message.state}`}>
      <div class="bubble">
        <MessageText text={message.content} />
      </div>
      {hasFailed ? (
        <p class="message-meta">
          Not sent.{' '}
          <button type="button" class="retry" onClick={onRetry}>
            <Icon name="reopen" size={14} /> Retry
          </button>
        </p>
      ) : (
        <p class="message-meta">Sending</p>
      )}
    </article>
  );
}

/** Asks for an address, so that an answer can be mailed. */
function EmailRequest({ context, message }: { context: WidgetContext; message: WidgetMessage }) {
  const [email, setEmail] = useState('');
  const submitted = message.content_attributes?.submitted_email;
  if (submitted) return <p class="answer">{submitted}</p>;
  const submit = (event: Event) => {
    event.preventDefault();
    silently(context.api.submitAnswer(message.id, { contact: { email } }));
  };
  return (
    <form class="inline-form" onSubmit={submit}>
      <input
        type="email"
        required
        aria-label="Your email"
        placeholder="Your email"
        value={email}
        onInput={(event) => setEmail(event.currentTarget.value)}
      />
      <button class="icon-button" type="submit" aria-label="Save email">
        <Icon name="check" size={18} />
      </button>
    </form>
  );
}

/** An agent's or bot's question with answers to choose from. */
function Choices({ context, message }: { context: WidgetContext; message: WidgetMessage }) {
  const { items = [], submitted_values: chosen } = message.content_attributes ?? {};
  if (chosen) return <p class="answer">{chosen.map(({ title }) => title).join(', ')}</p>;
  return (
    <div class="choices">
      {items.map((item) => (
        <button
          key={item.value}
          type="button"
          onClick={() => silently(context.api.submitAnswer(message.id, { message: { submitted_values: [item] } }))}
        >
          {item.title}
        </button>
      ))}
    </div>
  );
}
