import type { Logger } from 'pino';
import type { Metrics } from '../observability/metrics.ts';
import type { ServedStore } from '../stores/index.ts';
import { type GivenProof, type IdentityDeps, type TakenProof, takeProof } from './take-proof.ts';

/** The one door for proofs of browsers: takes it, counts the answer, and says in the log alone what is wrong with it. */
export async function takeCountedProof(
  deps: IdentityDeps & { metrics: Metrics; logger: Logger },
  store: ServedStore,
  given: GivenProof,
): Promise<TakenProof> {
  const proof = await takeProof(deps, store, given);
  deps.metrics.proofs.inc({ answer: proof.state });
  if (proof.state === 'refused') deps.logger.warn({ problem: proof.problem }, 'identity proof refused');
  return proof;
}
