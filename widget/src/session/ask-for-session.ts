import type { ChatSessionAnswer, ChatSessionRequest } from '../../../contract/sessions.ts';
import { requestJson } from '../browser/request-json.ts';
import { uuid } from '../browser/uuid.ts';
import { readEpoch } from '../identity/epoch.ts';
import { readPeriod } from '../identity/period-store.ts';
import type { TakeProof } from '../identity/proof.ts';
import { clearSession } from '../sdk-bridge/chat-cookies.ts';
import { readVisitorToken, writeVisitorToken } from './session-cookie.ts';
import { isOwnSession, noteSession, ownVisitorToken } from './session-note.ts';

/** `none`: our server gave an error, no answer at all (`status` 0), or none in time (408), which is then thrown away. */
export type SessionOutcome = ChatSessionAnswer | { state: 'none'; status: number };

const sessionTimeoutMs = 2000;

/**
 * Asks our server for the visitor's session, and writes it to the cookie when it is given. Tabs take turns and read
 * the cookie when theirs comes, so that two tabs opened together share one visitor.
 * @param store address of the store on our server, without a slash at the end
 * @param takeProof of who is signed in at the shop, if somebody is
 * @param claimSecret opens a session that an earlier page of this browser has had
 */
export async function askForSession(
  store: string,
  requestId: string,
  locale: string,
  takeProof?: TakeProof,
  claimSecret?: string,
): Promise<SessionOutcome> {
  const storeKey = store.slice(store.lastIndexOf('/') + 1);
  const epoch = readEpoch(storeKey);
  const proof = await takeProof?.();
  if (readEpoch(storeKey) !== epoch) return { state: 'none', status: 0 };
  const signal = AbortSignal.timeout(sessionTimeoutMs);

  const none = (status: number) => ({ state: 'none', status }) as const;

  async function fetchSession(id = requestId): Promise<SessionOutcome> {
    const page = { url: location.href.slice(0, 2000) };
    const visitorToken = ownVisitorToken(storeKey);
    const question: ChatSessionRequest = { requestId: id, locale, page, visitorToken, claimSecret, ...proof };
    const response = await fetch(`${store}/chat-sessions`, {
      method: 'POST',
      // As plain text, which it is without a word: for JSON the browser would ask first, and that is a round trip.
      body: JSON.stringify(question),
      signal,
    });
    const answer = await response.json();
    // Somebody has signed in or out meanwhile: it is the session of another person.
    if (readEpoch(storeKey) !== epoch) return none(0);
    // This session is given out no more.
    if (answer.isOver && id === requestId) return fetchSession(uuid());
    if (answer.visitorToken) {
      writeVisitorToken(answer.visitorToken);
      noteSession(storeKey, answer.visitorToken);
      if (claimSecret && readVisitorToken())
        requestJson('POST', `${store}/chat-sessions/${id}/claimed`, { claimSecret });
    }
    return answer.state ? answer : none(response.status);
  }
  // What it means for the shopper is worked out where they are told.
  const ask = () => fetchSession().catch(() => none(signal.aborted ? 408 : 0));

  // Where a page may not lock, tabs do not take turns.
  const inTurn = await navigator.locks?.request(store, { signal }, ask).catch(() => undefined);
  const outcome = inTurn ?? (signal.aborted ? none(408) : await ask());
  if (outcome.state === 'none' && readEpoch(storeKey) === epoch) {
    // The SDK now runs alone, on what the cookie has: somebody else's session, or a customer's without their proof.
    if (!isOwnSession(storeKey) || (readPeriod(storeKey).person && !proof)) clearSession();
  }
  return outcome;
}
