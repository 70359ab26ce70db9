import { useState } from 'preact/hooks';
import { Avatar } from '../Avatar.tsx';
import { availability } from './availability.ts';
import { submitPreChat } from './conversation-actions.ts';
import { PanelButtons } from './PanelButtons.tsx';
import { preChatContact, preChatFields } from './pre-chat-fields.ts';
import type { WidgetContext } from './widget-context.ts';
import type { PreChatField } from './widget-page-globals.ts';
import type { WidgetState } from './widget-state.ts';

/** Chatwoot's own form before the first message: what the inbox asks for and does not know yet, then the message. */
export function PreChatView({ context, state }: { context: WidgetContext; state: WidgetState }) {
  const [isSending, setSending] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  const { channel, contact } = state;
  const submit = async (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setSending(true);
    setFailed(false);
    try {
      await submitPreChat(context, { contact: preChatContact(form), message: String(form.get('message')) });
    } catch {
      setFailed(true);
    }
    setSending(false);
  };
  return (
    <>
      <header class="head">
        <Avatar name={channel.websiteName} imageUrl={channel.avatarUrl} />
        <div class="head-text">
          <h1>{channel.websiteName}</h1>
          <p>{availability(state).promise}</p>
        </div>
        <PanelButtons state={state} />
      </header>
      <form class="prechat" onSubmit={submit}>
        <p>{channel.preChatFormOptions?.pre_chat_message}</p>
        {preChatFields(channel, contact).map((field) => (
          <label key={field.name} for={field.name}>
            {field.label}
            {field.type === 'email' ? (
              <input type="email" {...inputProps(field)} />
            ) : (
              <input type="text" {...inputProps(field)} />
            )}
          </label>
        ))}
        <label>
          Message
          <textarea name="message" rows={4} required placeholder="Please enter your message" />
        </label>
        {hasFailed && <p role="alert">That did not work. Please try again.</p>}
        <button class="button" type="submit" disabled={isSending}>
          Start Conversation
        </button>
      </form>
    </>
  );
}

function inputProps({ name, required, placeholder = '' }: PreChatField) {
  return { id: name, name, required, placeholder };
}
