import type { mails } from './tables.ts';

/** A mail that is owed, as the table has it. */
export type Mail = typeof mails.$inferSelect;

/** What a mail says, before it is text and HTML. Every string is plain text. */
export interface Letter {
  subject: string;
  /** `ar`, `nl`: what screen readers go by. */
  language: string;
  paragraphs: Paragraph[];
  /** Where answers go; without one, to the sender. */
  replyTo?: string;
  /** `Message-ID`s of earlier mails of the same conversation, oldest first. */
  earlier?: string[];
  /** Whether nobody wrote it: mailboxes then send no out-of-office answer. */
  isAutomatic: boolean;
}

/** Words of ours, words of a person that are quoted, or words and where they lead. */
export type Paragraph = string | { quote: string } | { words: string; link: string };

/** Makes the words of one kind of mail when it is sent; null: there is nothing to say any more. */
export type LetterWriter = (mail: Mail, requestId: string) => Promise<Letter | null>;
