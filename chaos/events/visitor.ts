import { setTimeout as sleep } from 'node:timers/promises';
import { type EventBatch, eventBatchAnswerSchema, maxEventsPerBatch } from '../../contract/events.ts';
import { type MadeEvent, makeEvent } from './made-event.ts';
import type { PlannedVisitor } from './plan.ts';
import { type Answer, mayComeAgain, post } from './post.ts';
import { answeredName, type Run } from './run.ts';

export interface VisitorDeps extends Pick<Run, 'made' | 'problems' | 'tally'> {
  /** Where our server is, behind the network. */
  url: string;
  /** Of the stores, in their order. */
  storeKeys: string[];
  /** There is no more time. */
  signal: AbortSignal;
}

/** With its envelope a batch may have 64 KB. */
const mostBytes = 56 * 1024;
const lookEveryMs = 150;
const answerPatienceMs = 15_000;
const firstRetryMs = 200;
const longestRetryMs = 15_000;

/** What one browser keeps, and its tabs share. */
interface Browser {
  visitor: PlannedVisitor;
  unsent: MadeEvent[];
  /** Nothing more is made. */
  isOver: boolean;
  /** The page that sends next is left after so long. */
  leavesAfterMs: number | undefined;
}

/** Does over plain HTTP what the widget does in a browser: keeps events until our server has answered for them. */
export async function runVisitor(deps: VisitorDeps, visitor: PlannedVisitor): Promise<void> {
  await sleep(visitor.startMs, undefined, { signal: deps.signal });
  const browser: Browser = { visitor, unsent: [], isOver: false, leavesAfterMs: undefined };
  const tabs = Array.from({ length: visitor.hasTwoTabs ? 2 : 1 }, () => sendUntilOver(deps, browser));
  const browsing = browse(deps, browser).finally(() => {
    browser.isOver = true;
  });
  const endings = await Promise.allSettled([browsing, ...tabs]);
  for (const ending of endings) if (ending.status === 'rejected') throw ending.reason;
}

async function browse(deps: VisitorDeps, browser: Browser): Promise<void> {
  const { visitor } = browser;
  let at = 0;
  for (const { pauseMs, events, leavesAfterMs } of visitor.moments) {
    await sleep(pauseMs, undefined, { signal: deps.signal });
    for (const planned of events) {
      at = Math.max(at + 1, Date.now());
      const made = makeEvent(visitor, planned, at);
      deps.made.push(made);
      browser.unsent.push(made);
    }
    browser.leavesAfterMs = leavesAfterMs;
  }
  if (!visitor.withdraws) return;
  browser.unsent = [];
  await untilErased(deps, visitor);
}

async function untilErased(deps: VisitorDeps, visitor: PlannedVisitor): Promise<void> {
  for (;;) {
    const answer = await tell(deps, visitor, 'visitor-erasures', { visitorId: visitor.id }, answerPatienceMs);
    if (answer.status === 200) return deps.tally.add('visitors who took their leave back');
    if (!mayComeAgain(answer)) return complain(deps, answer);
    await sleep(firstRetryMs, undefined, { signal: deps.signal });
  }
}

/** One tab: batch after batch, each until it is answered for. */
async function sendUntilOver(deps: VisitorDeps, browser: Browser): Promise<void> {
  const { signal, tally } = deps;
  let retryMs = firstRetryMs;
  for (;;) {
    await sleep(lookEveryMs, undefined, { signal });
    const batch = nextBatch(browser);
    if (batch.length === 0 && browser.isOver) return;
    if (batch.length === 0) continue;
    const answer = await send(deps, browser, batch);
    if (mayComeAgain(answer)) {
      tally.add(answer.status === 429 ? 'batches told to come later' : 'batches that failed');
      await sleep(answer.retryAfterMs ?? retryMs * (0.5 + Math.random()), undefined, { signal });
      retryMs = Math.min(retryMs * 2, longestRetryMs);
      continue;
    }
    if (answer.status === 202) noteAnswer(deps, batch, answer.body);
    else complain(deps, answer);
    browser.unsent = browser.unsent.filter((made) => !batch.includes(made));
    retryMs = firstRetryMs;
  }
}

/** The oldest first; what came meanwhile goes along with what is sent once more. */
function nextBatch({ unsent }: Browser): MadeEvent[] {
  const batch: MadeEvent[] = [];
  let bytes = 0;
  for (const made of unsent.slice(0, maxEventsPerBatch)) {
    bytes += Buffer.byteLength(JSON.stringify(made.event));
    if (bytes > mostBytes) break;
    batch.push(made);
  }
  return batch;
}

function send(deps: VisitorDeps, browser: Browser, made: MadeEvent[]): Promise<Answer> {
  const { visitor, leavesAfterMs = answerPatienceMs } = browser;
  browser.leavesAfterMs = undefined;
  const batch: EventBatch = {
    visitorId: visitor.id,
    sentAt: Date.now() + visitor.clockAheadMs,
    consent: { analytics: true, preferences: true },
    events: made.map(({ event }) => event),
  };
  return tell(deps, visitor, 'events', batch, leavesAfterMs);
}

function tell(deps: VisitorDeps, visitor: PlannedVisitor, path: string, body: object, patienceMs: number) {
  const { url, storeKeys, signal } = deps;
  const { store, address } = visitor;
  return post(`${url}/v1/stores/${storeKeys[store]}/${path}`, body, { address, patienceMs, signal });
}

function noteAnswer({ problems, tally }: VisitorDeps, batch: MadeEvent[], body: unknown): void {
  const { accepted, repeated, refused } = eventBatchAnswerSchema.parse(body);
  const answered = accepted + repeated + refused.length;
  if (answered !== batch.length)
    problems.push(`Our server answers for ${answered} events of a batch of ${batch.length}.`);
  tally.add('events answered as repeats', repeated);
  tally.add(answeredName, batch.filter(({ answer }) => answer === null).length);
  const codes = new Map(refused.map(({ index, code }) => [index, code]));
  for (const [index, made] of batch.entries()) made.answer = codes.get(index) ?? 'taken';
}

function complain({ problems }: VisitorDeps, { status, body }: Answer): void {
  problems.push(`Our server refuses all with ${status}: ${JSON.stringify(body)}`);
}
