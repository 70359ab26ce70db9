import type { TrackedEvent } from '../../../contract/events.ts';

/** What an adapter gets: where to tell what it has seen, and until when it may look. It begins with the visitor's leave. */
export interface ShopDeps {
  /** Judges what it is given, cuts it to size and leaves out what was told before. */
  track(event: TrackedEvent): void;
  /** Aborted when leave is taken back: from then on nothing is listened to, read or told. */
  signal: AbortSignal;
}
