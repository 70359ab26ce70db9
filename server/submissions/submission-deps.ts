import type { SessionDeps } from '../chat-sessions/index.ts';
import type { Breakers } from '../chatwoot/index.ts';
import type { FileStore } from '../files/index.ts';
import type { MailSettings } from '../mail/index.ts';
import type { StoreDirectory } from '../stores/index.ts';

export interface SubmissionDeps extends SessionDeps {
  directory: StoreDirectory;
  mail: MailSettings;
  /** The bytes of shoppers' files. */
  files: FileStore;
  /** Which Chatwoots are away, as far as this process knows. */
  breakers: Breakers;
  /** After an unclear ending Chatwoot may still be writing: look again only after this, milliseconds. */
  settleMs: number;
  /** A process that dies holds a visitor's messages up for this long, milliseconds. */
  leaseMs: number;
  /** How long a message is tried before it becomes a dead letter, milliseconds. */
  giveUpMs: number;
}

/** The most that a failed delivery waits for its next try. */
export const longestBackoffMs = 30_000;
