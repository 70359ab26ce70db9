import type { Cable } from './cable/cable.ts';
import type { Files } from './files.ts';
import type { State } from './state/state.ts';
import type { Webhooks } from './webhooks/deliver.ts';

/** What every part of the stand-in is handed: its data, its sockets and webhooks, and how it was started. */
export type Chatwoot = {
  state: State;
  cable: Cable;
  files: Files;
  webhooks: Webhooks;
  /** Chatwoot's FRONTEND_URL: the address that browsers use, without a trailing slash. */
  publicUrl: string;
  platformToken: string;
  version: string;
  /** Folder with `sdk.js` and the pages' scripts. */
  browserFiles: string;
  /** Also throttle calls from loopback, which Chatwoot never does. */
  throttlesLoopback: boolean;
  /** The SDK and the widget's page weigh what those of a real Chatwoot do. */
  hasRealisticWeight: boolean;
  /** To be called after every change of `state`. */
  changed(): void;
  /** What Chatwoot leaves to its job queue: done shortly after the answer (rule 62). */
  later(job: () => void): void;
};
