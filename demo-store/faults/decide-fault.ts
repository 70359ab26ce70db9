import type { IncomingMessage } from 'node:http';
import type { FaultState } from './faults.ts';

export interface FaultAnswer {
  status: number;
  contentType: string;
  body: string;
}

/** What becomes of one request: it passes (perhaps later), is cut without a word, or gets this answer. */
export type Verdict = { kind: 'pass'; afterMs: number } | { kind: 'cut' } | { kind: 'answer'; answer: FaultAnswer };

const pass: Verdict = { kind: 'pass', afterMs: 0 };
const cut: Verdict = { kind: 'cut' };

const serverError = answerWith(500, 'application/json', '{"status":500,"error":"Internal Server Error"}');
const throttled = answerWith(429, 'text/plain', 'Retry later\n');
const suspended = answerWith(401, 'application/json', '{"error":"Account is suspended"}');

export function decideFault(state: FaultState, request: Pick<IncomingMessage, 'url' | 'headers'>): Verdict {
  switch (state.fault) {
    case 'none':
      return pass;
    case 'down':
      return cut;
    case 'error-500':
      return serverError;
    case 'rate-limited':
      return throttled;
    case 'slow':
      return { kind: 'pass', afterMs: state.slowMs };
    case 'suspended':
      return isOfAccount(request.url ?? '/') ? suspended : pass;
    case 'blocked':
      return isForShopPage(request.headers) ? cut : pass;
  }
}

function answerWith(status: number, contentType: string, body: string): Verdict {
  return { kind: 'answer', answer: { status, contentType, body } };
}

function isOfAccount(url: string): boolean {
  const path = url.split('?', 1)[0] ?? '';
  return path === '/widget' || path.startsWith('/api/v1/');
}

/**
 * An ad blocker judges by the page around a request. The agent desk lives on the same origin as the chat frame and
 * must go on working, so what counts is: an embedded frame, anything asked for across origins, and the calls of a
 * chat frame that was there before the switch was turned. Servers send none of these headers and always pass.
 */
function isForShopPage(headers: IncomingMessage['headers']): boolean {
  const destination = headers['sec-fetch-dest'];
  if (destination === 'iframe' || destination === 'frame') return true;
  if (isUpgrade(headers)) return isForeignOrigin(headers);
  const isAcrossOrigins = headers['sec-fetch-site'] === 'cross-site' || headers['sec-fetch-site'] === 'same-site';
  const isScriptOrFetch = destination === 'script' || headers['sec-fetch-mode'] === 'cors';
  return isScriptOrFetch && (isAcrossOrigins || isFromChatFrame(headers.referer));
}

function isUpgrade(headers: IncomingMessage['headers']): boolean {
  return headers.upgrade?.toLowerCase() === 'websocket';
}

function isForeignOrigin({ origin, host }: IncomingMessage['headers']): boolean {
  return origin !== undefined && parsed(origin)?.host !== host;
}

function isFromChatFrame(referer: string | undefined): boolean {
  return parsed(referer)?.pathname === '/widget';
}

function parsed(url: string | undefined): URL | undefined {
  return url !== undefined && URL.canParse(url) ? new URL(url) : undefined;
}
