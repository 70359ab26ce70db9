import type { ContactDetails } from '../../../contract/submissions.ts';

/** Where we can answer, once the shopper has said so, and how far we are with asking. */
export interface ContactForm {
  given: ContactDetails | undefined;
  /** Once asked it stays asked: the form must not go while it is being filled in. */
  isAsked: boolean;
  isWrong: boolean;
  /** Only ever in answer to something that the shopper did: the focus goes there. */
  ask(isWrong: boolean): void;
  /** Our server does not take the address. */
  refuse(): void;
  /** Somebody is in one of its fields, or has left something there. */
  isInUse(active: Element | null): boolean;
}

export function createContactForm(slot: HTMLElement, onChange: () => void): ContactForm {
  const form: ContactForm = {
    given: undefined,
    isAsked: false,
    isWrong: false,
    ask(isWrong) {
      form.isAsked = true;
      form.isWrong = isWrong;
      onChange();
      slot.querySelector('input')?.focus();
    },
    refuse() {
      form.given = undefined;
      form.isAsked = form.isWrong = true;
      onChange();
    },
    isInUse: (active) => slot.contains(active) || [...slot.querySelectorAll('input')].some(({ value }) => value),
  };
  return form;
}
