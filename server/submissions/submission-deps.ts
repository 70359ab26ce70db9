import type { SessionDeps } from '../chat-sessions/index.ts';
import type { StoreDirectory } from '../stores/index.ts';

export interface SubmissionDeps extends SessionDeps {
  directory: StoreDirectory;
  /** After an unclear ending Chatwoot may still be writing: look again only after this, milliseconds. */
  settleMs: number;
  /** A process that dies holds a visitor's messages up for this long, milliseconds. */
  leaseMs: number;
}

/** The most that a failed delivery waits for its next try. */
export const longestBackoffMs = 30_000;
