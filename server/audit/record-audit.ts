import type { Tx } from '../db/database.ts';
import { auditLog } from './tables.ts';

export interface AuditEntry {
  storeId: string | null;
  /** Who: `cli:ana` for a person at the command line, `demo` for the demo itself. */
  actor: string;
  /** What, as the command that did it: `stores.set`. */
  action: string;
  /** What changed. Never a secret. */
  detail?: Record<string, unknown>;
}

/** Notes an administrative change, in the transaction that makes it. */
export async function recordAudit(tx: Tx, entry: AuditEntry): Promise<void> {
  await tx.insert(auditLog).values(entry);
}
