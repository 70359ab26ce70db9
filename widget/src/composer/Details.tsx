import type { ContactDetails } from '../../../contract/submissions.ts';
import { texts } from '../texts/current-texts.ts';

interface DetailsProps {
  /** What was given before, to be changed. */
  contact: ContactDetails | undefined;
  isEmailWrong: boolean;
  /** @param contact undefined when the address cannot be one */
  onSave(contact: ContactDetails | undefined): void;
}

/** Asks where we can answer, after the message is safe: whoever leaves here has still written to us. */
export function Details({ contact, isEmailWrong, onSave }: DetailsProps) {
  const words = texts.details;
  return (
    <form class="details" noValidate onSubmit={(event) => onSave(readContact(event))}>
      <strong>{words.title}</strong>
      <label for="email">{words.email}</label>
      <input
        id="email"
        name="email"
        type="email"
        dir="ltr"
        autoComplete="email"
        maxLength={254}
        required
        defaultValue={contact?.email}
        aria-invalid={isEmailWrong}
        aria-describedby="wrong"
      />
      <p id="wrong" role="alert">
        {isEmailWrong && words.emailWrong}
      </p>
      <label for="name">{words.name}</label>
      <input id="name" name="name" autoComplete="name" maxLength={120} defaultValue={contact?.name} />
      <button type="submit" class="accent">
        {words.save}
      </button>
    </form>
  );
}

function readContact(event: SubmitEvent): ContactDetails | undefined {
  event.preventDefault();
  const given = new FormData(event.currentTarget as HTMLFormElement);
  const [email = '', name] = ['email', 'name'].map((field) => `${given.get(field)}`.trim());
  // Only what is surely a slip: our server looks closer.
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(email)) return undefined;
  return { email, name: name || undefined };
}
