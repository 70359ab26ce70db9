import type { DatabaseKind } from '../databases.ts';
import type { Tally } from '../tally.ts';
import { readDesk } from './desk.ts';
import type { Guard } from './guards.ts';
import type { Ledger } from './ledger.ts';
import type { Stage } from './stage.ts';
import type { Timings } from './timings.ts';
import type { Pace } from './troubles.ts';
import { judge, type Verdict } from './verdict.ts';

export interface ChaosOptions {
  seed: string;
  messages: number;
  /** How many of those who write have a real browser. */
  browsers: number;
  /** Whatever has not arrived by then is lost. */
  minutes: number;
  database: DatabaseKind;
  without: Guard | undefined;
  timings: Timings;
  pace: Pace;
  /** Over how long shoppers come. */
  spreadMs: number;
  /** When nothing more has arrived for so long, nothing more will. */
  idleMs: number;
  /** Keeps what our server says. */
  logFile: string | undefined;
}

export interface Progress {
  phase: 'writing' | 'arriving' | 'watching for doubles';
  /** Handed over by shoppers, out of all that they will. */
  taken: number;
  /** At Chatwoot, if that has been looked at. */
  arrived: number | undefined;
  of: number;
  tally: Tally;
}

/** What is known and wanted while a run is under way. */
export interface Run {
  options: ChaosOptions;
  tally: Tally;
  ledger: Ledger;
  signal: AbortSignal;
  /** Aborts when there is no more time, too. */
  inTime: AbortSignal;
  onProgress: (progress: Progress) => void;
}

export function report(run: Run, phase: Progress['phase'], arrived?: number) {
  const { options, tally, onProgress } = run;
  onProgress({ phase, taken: takenIn(run), arrived, of: options.messages, tally });
}

/** A browser has kept its messages at least. */
export const takenIn = ({ ledger }: Run) => ledger.written.filter(({ id }) => id !== null).length;

/** What was written so far, held against what stands at Chatwoot now. */
export async function compare({ ledger }: Run, { chatwootUrl, account, wire }: Stage): Promise<Verdict> {
  const found = await readDesk({ chatwootUrl, ...account });
  return judge(ledger.written, found, (name) => wire.files.get(name)?.sha256);
}
