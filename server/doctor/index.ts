/** The door of this folder: what is wrong with a store, and what to do about it. */
export type { Finding } from './check.ts';
export { type DoctorReport, examineStore } from './examine-store.ts';
export { formatFinding } from './format-finding.ts';
