import type { Database } from '../db/database.ts';
import type { SetupContext } from '../provisioning/index.ts';

/** `note`: worth knowing, nothing is broken. `problem`: somebody should do something. */
export const findingStates = ['ok', 'note', 'problem'] as const;

export interface Finding {
  state: (typeof findingStates)[number];
  /** A sentence or two for people, without secrets. */
  message: string;
  /** What to do about it. */
  advice?: string;
  /** The same for programs. */
  facts?: Record<string, unknown>;
}

export interface CheckDeps {
  database: Database;
  /** The store, and clients of its Chatwoot. */
  context: SetupContext;
}

/** One thing that the doctor looks at. It may throw: then that is what was found. */
export interface Check {
  name: string;
  run(deps: CheckDeps): Promise<Finding[]>;
}
