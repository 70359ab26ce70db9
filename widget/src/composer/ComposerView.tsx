import { texts } from '../texts/current-texts.ts';
import { Messages } from './Messages.tsx';
import type { SentMessage } from './sent-message.ts';

export interface ComposerViewProps {
  messages: readonly SentMessage[];
  /** The last try found no server. */
  isWaiting: boolean;
  areReferencesShown: boolean;
  isChatOffered: boolean;
  onEdit(message: SentMessage): void;
  onChat(): void;
}

/** What is above the text field: the messages sent, and the way to the chat. */
export function ComposerView(props: ComposerViewProps) {
  return (
    <>
      <Messages {...props} />
      {props.isChatOffered && (
        <button type="button" class="accent" onClick={props.onChat}>
          {texts.goOnInChat}
        </button>
      )}
    </>
  );
}
