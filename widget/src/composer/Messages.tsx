import { texts } from '../texts/current-texts.ts';
import type { SentMessage } from './sent-message.ts';

interface MessagesProps {
  messages: readonly SentMessage[];
  isWaiting: boolean;
  areReferencesShown: boolean;
  onEdit(message: SentMessage): void;
}

/** Every message with how far it has really come. New ones, and news of old ones, are read out politely. */
export function Messages({ messages, isWaiting, areReferencesShown, onEdit }: MessagesProps) {
  return (
    <div role="log" aria-label={texts.log} class="log">
      {messages.map((message) => (
        <div key={message.key} class={`message ${message.state} ${message.file ? 'file' : ''}`}>
          <p class="words accent" dir="auto">
            {message.body.text}
          </p>
          <p class="state">{stateText(message, isWaiting)}</p>
          {message.file && message.state === 'kept' && !isWaiting && (
            <progress aria-label={message.body.text} value={message.progress ?? 0} />
          )}
          {areReferencesShown && message.reference && !message.file && (
            <p class="state">{texts.reference(message.reference)}</p>
          )}
          {message.state === 'refused' && (
            <button type="button" class="link" onClick={() => onEdit(message)}>
              {message.file ? texts.files.remove('') : texts.edit}
            </button>
          )}
        </div>
      ))}
    </div>
  );
}

function stateText({ state, isStored, file }: SentMessage, isWaiting: boolean): string {
  if (file && state === 'refused') return texts.files.refused;
  if (state !== 'kept') return texts.states[state];
  if (!isStored) return texts.states.unstored;
  return isWaiting ? texts.states.kept : texts.states.sending;
}
