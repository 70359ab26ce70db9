import type { ContactDetails } from '../../../contract/submissions.ts';
import { texts } from '../texts/current-texts.ts';
import { Details } from './Details.tsx';
import { Messages } from './Messages.tsx';
import type { SentMessage } from './sent-message.ts';

export interface ComposerViewProps {
  messages: readonly SentMessage[];
  /** The last try found no server. */
  isWaiting: boolean;
  areReferencesShown: boolean;
  /** Where the shopper asked us to answer. */
  contact: ContactDetails | undefined;
  isAskingForContact: boolean;
  isEmailWrong: boolean;
  isChatOffered: boolean;
  onContact(contact: ContactDetails | undefined): void;
  onChangeContact(): void;
  onEdit(message: SentMessage): void;
  onChat(): void;
}

/** What is above the text field: the messages sent, and what we still want to know. */
export function ComposerView(props: ComposerViewProps) {
  const { contact, isAskingForContact } = props;
  return (
    <>
      <Messages {...props} />
      {isAskingForContact && <Details contact={contact} isEmailWrong={props.isEmailWrong} onSave={props.onContact} />}
      {contact && !isAskingForContact && (
        <p class="given">
          {texts.details.given(contact.email)}
          <button type="button" class="link" onClick={props.onChangeContact}>
            {texts.details.change}
          </button>
        </p>
      )}
      {props.isChatOffered && (
        <button type="button" class="accent" onClick={props.onChat}>
          {texts.goOnInChat}
        </button>
      )}
    </>
  );
}
