import { eq, isNotNull } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import { recordAudit } from '../audit/record-audit.ts';
import { tokenPlaces } from '../chat-sessions/index.ts';
import { chatSessions } from '../chat-sessions/tables.ts';
import type { Tx } from '../db/database.ts';
import type { Secrets } from '../db/secrets.ts';
import { identityKeyPlace } from '../identity/index.ts';
import { identityKeys } from '../identity/tables.ts';
import { smtpUrlPlace } from '../mail/index.ts';
import { mailSenders } from '../mail/tables.ts';
import { type ChangeDeps, secretPlaces } from '../stores/index.ts';
import { accounts, inboxes, installations } from '../stores/tables.ts';
import { webhookSecretPlace } from '../webhooks/index.ts';
import { webhookSubscriptions } from '../webhooks/tables.ts';

/** How many secrets got the newest key now, of how many there are. */
export interface RotationCount {
  resealed: number;
  total: number;
}

interface SealedColumn {
  table: PgTable & { id: PgColumn };
  /** Key of the column in the table's definition. */
  column: string;
  /** Column whose value the secret's place is made of. */
  placedBy: PgColumn;
  place(id: string): string;
}

const sealedColumns: SealedColumn[] = [
  sealed(installations, 'platformTokenSealed', installations.id, secretPlaces.platformToken),
  sealed(accounts, 'adminTokenSealed', accounts.id, secretPlaces.adminToken),
  sealed(inboxes, 'inboxIdentifierSealed', inboxes.storeId, secretPlaces.inboxIdentifier),
  sealed(inboxes, 'hmacTokenSealed', inboxes.storeId, secretPlaces.hmacToken),
  sealed(mailSenders, 'smtpUrlSealed', mailSenders.storeId, smtpUrlPlace),
  sealed(webhookSubscriptions, 'secretSealed', webhookSubscriptions.storeId, webhookSecretPlace),
  sealed(identityKeys, 'secretSealed', identityKeys.storeId, identityKeyPlace),
  sealed(chatSessions, 'visitorTokenSealed', chatSessions.storeId, tokenPlaces.bound),
  sealed(chatSessions, 'claimedTokenSealed', chatSessions.storeId, tokenPlaces.claimed),
];

/**
 * Seals every secret with the newest of ENCRYPTION_KEYS, all or none; then the older ones may be taken out.
 * Safe to repeat, and while servers run, as long as they have both keys.
 * @throws Error naming the secret that does not open; nothing is changed then.
 */
export async function rotateKey(deps: ChangeDeps): Promise<RotationCount> {
  return deps.database.acrossStores(async (tx) => {
    const count: RotationCount = { resealed: 0, total: 0 };
    for (const column of sealedColumns) await resealColumn(tx, deps.secrets, column, count);
    await recordAudit(tx, { storeId: null, actor: deps.actor, action: 'stores.rotate-key', detail: { ...count } });
    return count;
  });
}

async function resealColumn(
  tx: Tx,
  secrets: Secrets,
  { table, column, placedBy, place }: SealedColumn,
  count: RotationCount,
) {
  const value = (table as unknown as Record<string, PgColumn>)[column] as PgColumn;
  const fields = { id: table.id, placedBy, value };
  const rows = await tx.select(fields).from(table).where(isNotNull(value)).for('update');
  for (const row of rows) {
    const resealed = secrets.reseal(String(row.value), place(String(row.placedBy)));
    count.total += 1;
    if (resealed === null) continue;
    count.resealed += 1;
    await tx
      .update(table)
      .set({ [column]: resealed })
      .where(eq(table.id, row.id));
  }
}

function sealed<T extends PgTable & { id: PgColumn }>(
  table: T,
  column: keyof T & string,
  placedBy: PgColumn,
  place: (id: string) => string,
): SealedColumn {
  return { table, column, placedBy, place };
}
