import type { Logger } from 'pino';
import type { WorkChallenge } from '../../contract/form.ts';
import type { SubmissionRequest } from '../../contract/submissions.ts';
import { visitorKey } from '../chat-sessions/index.ts';
import type { Secrets } from '../db/secrets.ts';
import { AppError } from '../errors.ts';
import { addressKey, createLimiter, type LimitDeps, type Limiter } from '../http/rate-limit.ts';
import type { Metrics } from '../observability/metrics.ts';
import type { ServedStore } from '../stores/index.ts';
import { createAttackWatch } from './attack-watch.ts';
import { createProofOfWork } from './proof-of-work.ts';

export interface GateDeps extends LimitDeps {
  secrets: Secrets;
  metrics: Metrics;
  logger: Logger;
  now(): Date;
}

/** What is known of a message at the gate. */
interface ArrivingMessage extends Pick<SubmissionRequest, 'requestId' | 'visitorToken' | 'checks'> {
  idempotencyKey: string;
  /** We have it already, or its sender is a customer by the shop's proof: no work is asked. Called only if it matters. */
  isKnown(): Promise<boolean>;
}

/** Every message passes it. Whoever is refused here may come again: with time, or with work done. */
export interface Gate {
  /** Counts a caller, before anything of theirs is read. @throws AppError `rate_limited` */
  countAddress(store: ServedStore, address: string): Promise<void>;
  /**
   * @returns `held`: it filled in what nobody sees, and is stored without being delivered
   * @throws AppError `rate_limited`, `work_needed`
   */
  admit(store: ServedStore, message: ArrivingMessage): Promise<'admitted' | 'held'>;
  /** Work that this store wants of a browser before it takes a message; undefined: none now. */
  challengeOf(store: ServedStore): Promise<WorkChallenge | undefined>;
}

/**
 * Of one minute. An office, a school or a telephone company may stand behind one address; a visitor who was offline
 * comes with a day's messages at once. A browser keeps what is refused, and comes again.
 */
const perMinute = { address: 120, visitor: 60, store: 1200 };

/** Nobody has read the box and written in it in so short a time. */
const shortestMs = 800;

/** Who was asked for work fetches a challenge at once. */
const askedForMs = 2 * 60_000;

export function createGate(deps: GateDeps): Gate {
  const { metrics, logger, now } = deps;
  const work = createProofOfWork(deps);
  const watch = createAttackWatch({
    now,
    onAttack: (storeId) => logger.warn({ storeId }, 'unusually many messages: work is asked of unknown senders'),
  });
  const ofAddress = createLimiter(deps, 'messages-of-address', perMinute.address, 60);
  const ofVisitor = createLimiter(deps, 'messages-of-visitor', perMinute.visitor, 60);
  // Those who have worked for theirs are not kept out by the crowd that has not.
  const ofStore = createLimiter(deps, 'messages-of-store', perMinute.store, 60);
  const workedFor = createLimiter(deps, 'worked-for-messages-of-store', perMinute.store, 60);
  const askedUntil = new Map<string, number>();

  async function count(limiter: Limiter, storeId: string, key: string) {
    try {
      await limiter(key);
    } catch (refusal) {
      watch.noteRefusal(storeId);
      metrics.submissionsRefused.inc({ reason: 'rate-limited' });
      throw refusal;
    }
  }

  function isWorkNeeded({ id, proofOfWork }: ServedStore, checks: ArrivingMessage['checks']): boolean {
    if (proofOfWork !== 'under-attack') return proofOfWork === 'always';
    const isHasty = checks?.openMs !== undefined && checks.openMs < shortestMs;
    return isHasty || watch.isUnderAttack(id);
  }

  function askForWork({ id }: ServedStore): never {
    askedUntil.set(id, now().getTime() + askedForMs);
    metrics.submissionsRefused.inc({ reason: 'work-needed' });
    throw new AppError(
      'work_needed',
      'This store asks for a little work before it takes a message: solve the challenge that `GET …/form` gives as ' +
        '`work`, and send the message again, with the same Idempotency-Key, and the solution as `checks.work`.',
    );
  }

  return {
    countAddress: (store, address) => count(ofAddress, store.id, addressKey(store.id, address)),

    async admit(store, { requestId, visitorToken, checks, idempotencyKey, isKnown }) {
      const visitor = (visitorToken && visitorKey(visitorToken)) || requestId;
      await count(ofVisitor, store.id, `${store.id} ${visitor}`);
      const hasWorked = checks?.work !== undefined && (await work.isSolved(store.key, checks.work, idempotencyKey));
      if (!hasWorked) {
        watch.noteMessage(store.id);
        if (isWorkNeeded(store, checks) && !(await isKnown())) askForWork(store);
      }
      await count(hasWorked ? workedFor : ofStore, store.id, store.id);
      if (!checks?.trap) return 'admitted';
      metrics.submissionsHeld.inc();
      return 'held';
    },

    async challengeOf(store) {
      const { id, proofOfWork } = store;
      if (proofOfWork === 'off') return undefined;
      const wasAsked = (askedUntil.get(id) ?? 0) >= now().getTime();
      return wasAsked || isWorkNeeded(store, undefined) ? work.challengeOf(store.key) : undefined;
    },
  };
}
