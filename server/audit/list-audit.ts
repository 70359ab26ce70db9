import { desc, eq } from 'drizzle-orm';
import type { Tx } from '../db/database.ts';
import { auditLog } from './tables.ts';

export interface AuditRow {
  at: Date;
  actor: string;
  action: string;
  detail: Record<string, unknown>;
}

/** What was changed about a store, and what others have reported of it; newest first. */
export function listAudit(tx: Tx, storeId: string, limit: number): Promise<AuditRow[]> {
  const { at, actor, action, detail } = auditLog;
  return tx
    .select({ at, actor, action, detail })
    .from(auditLog)
    .where(eq(auditLog.storeId, storeId))
    .orderBy(desc(at), desc(auditLog.id))
    .limit(limit);
}
