import { setTimeout as sleep } from 'node:timers/promises';
import type { ChatSessionAnswer } from '../../contract/sessions.ts';
import type { SubmissionAnswer, SubmissionRequest } from '../../contract/submissions.ts';
import type { Tally } from '../tally.ts';
import type { Ledger } from './ledger.ts';
import type { PlannedMessage, PlannedPage, PlannedVisitor } from './plan.ts';
import type { Written } from './verdict.ts';

export interface VisitorDeps {
  /** The store's address on our server. */
  storeUrl: string;
  /** The shop's own. */
  origin: string;
  ledger: Ledger;
  tally: Tally;
  /** There is no more time. */
  signal: AbortSignal;
}

/** A page waits no longer for its session. */
const sessionPatienceMs = 2000;
const answerPatienceMs = 15_000;
const firstRetryMs = 250;
const longestRetryMs = 2000;

/**
 * Does over plain HTTP what the widget does in a browser: one message after the other, each with its key, again and
 * again until our server has it.
 */
export async function runVisitor(deps: VisitorDeps, visitor: PlannedVisitor): Promise<void> {
  const { signal } = deps;
  await sleep(visitor.startMs, undefined, { signal });
  const post = postAs(deps, visitor);
  let visitorToken: string | undefined;
  for (const page of visitor.pages) {
    if (page.asksForSession) visitorToken = (await askForSession(post, page, visitorToken)) ?? visitorToken;
    for (const message of page.messages) {
      await sleep(message.pauseMs, undefined, { signal });
      await handOver(deps, post, visitor, page, message, visitorToken);
    }
  }
}

/** `status` 0: there was no answer. */
interface Answer {
  status: number;
  body: unknown;
}

interface Request {
  path: string;
  body: string | Uint8Array<ArrayBuffer>;
  headers: Record<string, string>;
}

type Post = (request: Request, patienceMs?: number) => Promise<Answer>;

function postAs({ storeUrl, origin, signal }: VisitorDeps, { address }: PlannedVisitor): Post {
  return async ({ path, body, headers }, patienceMs = answerPatienceMs) => {
    // Not AbortSignal.timeout: within AbortSignal.any it may be collected before its time.
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), patienceMs);
    try {
      const answer = await fetch(storeUrl + path, {
        method: 'POST',
        headers: { origin, 'x-forwarded-for': address, ...headers },
        body,
        signal: AbortSignal.any([signal, patience.signal]),
      });
      return { status: answer.status, body: await answer.json() };
    } catch {
      signal.throwIfAborted();
      return { status: 0, body: undefined };
    } finally {
      clearTimeout(timer);
    }
  };
}

async function askForSession(post: Post, { requestId }: PlannedPage, visitorToken: string | undefined) {
  const request = jsonTo('/chat-sessions', { requestId, ...(visitorToken && { visitorToken }) });
  const { status, body } = await post(request, sessionPatienceMs);
  const answer = status === 200 ? (body as ChatSessionAnswer) : undefined;
  return answer?.state === 'ready' ? answer.visitorToken : undefined;
}

/** The same on every try. */
function requestOf({ requestId }: PlannedPage, message: PlannedMessage, visitorToken: string | undefined): Request {
  const { key, sequence, content } = message;
  const about = { requestId, sequence, writtenAt: Date.now() };
  if (typeof content === 'string') {
    const body = { ...about, text: content, ...(visitorToken && { visitorToken }) } satisfies SubmissionRequest;
    return jsonTo('/submissions', body, { 'idempotency-key': key });
  }
  const query = new URLSearchParams({
    ...about,
    name: content.name,
    sequence: String(sequence),
    writtenAt: String(about.writtenAt),
  });
  const headers = { 'idempotency-key': key, ...(visitorToken && { 'x-visitor-token': visitorToken }) };
  return { path: `/files?${query}`, body: content.bytes, headers };
}

function jsonTo(path: string, body: object, headers: Record<string, string> = {}): Request {
  return { path, body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } };
}

async function handOver(
  deps: VisitorDeps,
  post: Post,
  visitor: PlannedVisitor,
  page: PlannedPage,
  message: PlannedMessage,
  visitorToken: string | undefined,
): Promise<void> {
  const written = asWritten(visitor, page, message);
  deps.ledger.written.push(written);
  const request = requestOf(page, message, visitorToken);
  const send = () => sendUntilTaken(deps, post, message, request);
  // Two tabs find the same message unsent, and send it side by side.
  const answers = await Promise.all(visitor.hasTwoTabs ? [send(), send()] : [send()]);
  if (message.isRepeated) answers.push(await send());
  const [answer, ...others] = answers;
  if (!answer) return;
  written.id = answer.id;
  deps.tally.add('messages sent once more after they were taken', others.length);
  for (const other of others) {
    if (other && other.id === answer.id && other.reference === answer.reference) continue;
    deps.ledger.problems.push(`${visitor.name}: a repeat of ${message.key} was answered otherwise.`);
  }
}

function asWritten({ name: tab }: PlannedVisitor, { requestId: page }: PlannedPage, { content }: PlannedMessage) {
  const written: Written = { tab, page, text: '', id: null };
  if (typeof content === 'string') return { ...written, text: content };
  const { name, bytes, sha256 } = content;
  return { ...written, file: { name, size: bytes.length, sha256 } };
}

/** @returns undefined when our server will not have it. */
async function sendUntilTaken(
  { ledger, tally, signal }: VisitorDeps,
  post: Post,
  { key, leavesAfterMs }: PlannedMessage,
  request: Request,
): Promise<SubmissionAnswer | undefined> {
  let waitMs = firstRetryMs;
  if (leavesAfterMs !== undefined) {
    tally.add('pages left while they sent');
    await post(request, leavesAfterMs);
    await sleep(waitMs, undefined, { signal });
  }
  for (;;) {
    const { status, body } = await post(request);
    if (status === 202) return body as SubmissionAnswer;
    if (status !== 0 && status !== 429 && status < 500) {
      ledger.problems.push(`The message ${key} was refused with ${status}: ${JSON.stringify(body)}`);
      return undefined;
    }
    tally.add('tries of shoppers that failed');
    await sleep(waitMs, undefined, { signal });
    waitMs = Math.min(waitMs * 2, longestRetryMs);
  }
}
