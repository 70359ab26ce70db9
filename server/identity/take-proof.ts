import { createHash } from 'node:crypto';
import { lt } from 'drizzle-orm';
import type { Database, Tx } from '../db/database.ts';
import type { Secrets } from '../db/secrets.ts';
import type { ServedStore } from '../stores/index.ts';
import { type Customer, findOrCreateCustomer } from './customers.ts';
import { activeSecrets } from './identity-keys.ts';
import { type ProofProblem, readSignedProof } from './signed-proof.ts';
import { usedProofs } from './tables.ts';

export interface IdentityDeps {
  database: Database;
  secrets: Secrets;
  now(): Date;
}

export interface GivenProof {
  jwt?: string | undefined;
  verifier?: string | undefined;
}

export type TakenProof = { state: 'proven'; customer: Customer } | { state: 'refused'; problem: ProofProblem };

/**
 * Takes the shop's proof of who a customer is; each counts once. Whatever is wrong with it, the same work is done and
 * the caller is to say the same thing.
 */
export async function takeProof(deps: IdentityDeps, store: ServedStore, proof: GivenProof): Promise<TakenProof> {
  const { jwt = '', verifier = '' } = proof;
  return deps.database.inStore(store.id, async (tx) => {
    const keys = await activeSecrets(tx, deps.secrets, store.id, 'proof');
    const signed = await readSignedProof({ jwt, verifier }, keys, store.key, deps.now());
    if ('problem' in signed) return { state: 'refused', problem: signed.problem };
    const { sub, jti, exp } = signed.claims;
    const jtiHash = createHash('sha256').update(jti).digest('base64url');
    const taken = await tx
      .insert(usedProofs)
      // Longer than the clocks of two machines may be apart.
      .values({ storeId: store.id, jtiHash, expiresAt: new Date((exp + 600) * 1000) })
      .onConflictDoNothing()
      .returning({ id: usedProofs.id });
    if (taken.length === 0) return { state: 'refused', problem: 'used' };
    return { state: 'proven', customer: await findOrCreateCustomer(tx, deps, store.id, sub) };
  });
}

/** A proof that has run out is refused for that: it need not be remembered any more. @returns how many went */
export async function deleteUsedProofs(tx: Tx, now: Date): Promise<number> {
  const gone = await tx.delete(usedProofs).where(lt(usedProofs.expiresAt, now)).returning({ id: usedProofs.id });
  return gone.length;
}
