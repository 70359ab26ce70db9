import type { CrashPace } from '../crashes.ts';
import type { DatabaseKind } from '../databases.ts';
import type { Tally } from '../tally.ts';
import type { Guard } from './guards.ts';
import type { MadeEvent } from './made-event.ts';

export interface ChaosOptions {
  seed: string;
  events: number;
  visitors: number;
  stores: number;
  /** What was not answered by then never will be. */
  minutes: number;
  database: DatabaseKind;
  without: Guard | undefined;
  /** Counted in events that were answered. */
  pace: CrashPace;
  /** Over how long somebody is there. */
  spreadMs: number;
  /** How long the network may hold something up. */
  heldUpMs: readonly [number, number];
  /** Keeps what our server says. */
  logFile: string | undefined;
}

export interface Progress {
  made: number;
  answered: number;
  of: number;
  kills: number;
}

/** What is known and wanted while a run is under way. */
export interface Run {
  options: ChaosOptions;
  /** All that visitors have made. */
  made: MadeEvent[];
  /** Sentences; each is a failure of the run. */
  problems: string[];
  tally: Tally;
  onProgress: (progress: Progress) => void;
  signal: AbortSignal;
}

/** By what the tally calls events that our server has answered for. */
export const answeredName = 'events answered for';
