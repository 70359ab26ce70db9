import type { Reason } from '../../../contract/reasons.ts';

/** Every word that a shopper can see or hear, in one language. Short, kind and true: never “delivered” before it is. */
export interface TextPack {
  /** On the launcher; travels in the settings, for the launcher is drawn before any pack is fetched. */
  launcher: string;
  greeting: string;
  /** Label of the text field. */
  placeholder: string;
  close: string;
  send: string;
  /** Name of the list of messages. */
  log: string;
  states: Record<'kept' | 'unstored' | 'sending' | 'received' | 'delivered' | 'failed' | 'refused', string>;
  /** Something is still in this browser only. */
  waiting: string;
  reference(reference: string): string;
  edit: string;
  goOnInChat: string;
  /** Why there is no live chat, and what happens to a message all the same. */
  reasons: Record<Reason, string>;
  /** @param when such as “Monday 09:00”, in this language */
  opensAt(when: string): string;
  /** @param label of the launcher */
  unread(label: string, count: number): string;
  details: {
    title: string;
    email: string;
    name: string;
    save: string;
    emailWrong: string;
    given(email: string): string;
    change: string;
  };
  form: {
    /** Label of what may be left empty. */
    optional(label: string): string;
    missing: string;
    /** In a choice, before one is made. */
    choose: string;
    /** The consent that the store needs is not given. */
    agree: string;
    privacy: string;
    /** Above what has to be filled in before the message can go. */
    before: string;
  };
  files: {
    /** On the button that chooses them. */
    add: string;
    /** Name of the list of those chosen. */
    list: string;
    remove(name: string): string;
    /** @param most a number, in the digits of the language */
    tooMany(most: string): string;
    /** @param most such as “10 MB” */
    tooLarge(name: string, most: string): string;
    wrongKind(name: string): string;
    /** Our server has looked into the file and does not take it. */
    refused: string;
  };
}
