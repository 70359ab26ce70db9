import type { Written } from './verdict.ts';

/** What shoppers have written, and what went against the promise on the way. */
export interface Ledger {
  /** In the order of each tab. */
  written: Written[];
  /** Sentences; each is a failure of the run. */
  problems: string[];
}
