import { useEffect, useMemo, useState } from 'preact/hooks';
import { Icon } from '../icons.tsx';
import { typingReporter } from '../typing-reporter.ts';
import { sendReply } from './desk-actions.ts';
import type { DeskContext } from './desk-context.ts';
import type { DeskState } from './desk-state.ts';
import type { DeskConversation } from './desk-types.ts';

interface ReplyEditorProps {
  context: DeskContext;
  state: DeskState;
  conversation: DeskConversation;
}

/** Enter sends, Shift and Enter begin a line. What is typed stays with its conversation. */
export function ReplyEditor({ context, state, conversation }: ReplyEditorProps) {
  const { id } = conversation;
  const [isPrivate, setPrivate] = useState(false);
  const typing = useMemo(
    () => typingReporter((status) => context.api.setTyping(id, status, isPrivate)),
    [context, id, isPrivate],
  );
  useEffect(() => typing.stop, [typing]);
  const text = state.drafts[id] ?? '';
  const setText = (draft: string) => context.store.set({ drafts: { ...context.store.get().drafts, [id]: draft } });

  const send = () => {
    if (text.trim() === '') return;
    typing.stop();
    setText('');
    void sendReply(context, id, text.trim(), isPrivate);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // Enter also ends a word of an input method; then it is not for us.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  };
  return (
    <form
      class={`reply ${isPrivate ? 'private' : ''}`}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <textarea
        rows={3}
        dir="auto"
        aria-label={isPrivate ? 'Note to the team' : 'Reply'}
        placeholder={isPrivate ? 'Only your team can read this' : 'Write a reply'}
        value={text}
        onInput={(event) => {
          setText(event.currentTarget.value);
          typing.type();
        }}
        onKeyDown={onKeyDown}
        onBlur={typing.stop}
      />
      <div class="reply-bar">
        <button type="button" class="note-toggle" aria-pressed={isPrivate} onClick={() => setPrivate(!isPrivate)}>
          <Icon name="lock" size={14} /> Private note
        </button>
        <span class="hint">Enter to send</span>
        <button type="submit" class="button" disabled={text.trim() === ''}>
          Send
        </button>
      </div>
    </form>
  );
}
