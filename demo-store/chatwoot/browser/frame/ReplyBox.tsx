import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from '../icons.tsx';
import { typingReporter } from '../typing-reporter.ts';
import { sendMessage } from './conversation-actions.ts';
import type { WidgetContext } from './widget-context.ts';

export function ReplyBox({ context }: { context: WidgetContext }) {
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const typing = useRef(typingReporter(context.api.toggleTyping)).current;
  useEffect(() => typing.stop, [typing]);

  const send = () => {
    // The field knows what was typed, also when a fast Enter comes before the next render.
    const message = field.current?.value.trim();
    if (!message) return;
    typing.stop();
    void sendMessage(context, message);
    setText('');
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // Enter also ends a word of an input method; then it is not for us.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  };
  return (
    <form
      class="reply"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div class="reply-field" data-text={text}>
        <textarea
          ref={field}
          rows={1}
          dir="auto"
          aria-label="Type your message"
          placeholder="Type your message"
          value={text}
          onInput={(event) => {
            setText(event.currentTarget.value);
            typing.type();
          }}
          onKeyDown={onKeyDown}
          onBlur={typing.stop}
        />
      </div>
      <button class="send" type="submit" aria-label="Send message" disabled={text.trim() === ''}>
        <Icon name="send" />
      </button>
    </form>
  );
}
