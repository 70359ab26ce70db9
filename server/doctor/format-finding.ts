import { findingStates } from './check.ts';
import type { DoctorReport } from './examine-store.ts';

const stateWidth = Math.max(...findingStates.map((state) => state.length));
const nameWidth = 17;

/** A finding as one or two lines for a terminal. */
export function formatFinding({ state, check, message, advice }: DoctorReport['findings'][number]): string {
  const first = `${state.padEnd(stateWidth)}  ${check.padEnd(nameWidth)}  ${message}\n`;
  return advice ? `${first}${' '.repeat(stateWidth + nameWidth + 4)}-> ${advice}\n` : first;
}
