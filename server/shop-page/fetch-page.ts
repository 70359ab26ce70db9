import { type Ask, isAnswer, type Silence } from './ask.ts';
import { decodeHtml } from './decode-html.ts';
import { resolveAddress } from './resolve-address.ts';

export interface FetchedPage {
  /** Where it ended. */
  url: URL;
  /** The addresses that sent us on, in their order. */
  movedFrom: URL[];
  status: number;
  headers: Headers;
  html: string;
  isCut: boolean;
}

const mostMoves = 5;
const limits = { timeoutMs: 10_000, maxBytes: 5 * 1024 * 1024 };

/** As a visitor's browser would who comes for the first time: without cookies, following redirects. */
export async function fetchPage(ask: Ask, url: URL, movedFrom: URL[] = []): Promise<FetchedPage | Silence> {
  const answer = await ask(url, { ...limits, headers: { accept: 'text/html,application/xhtml+xml' } });
  if (!isAnswer(answer)) return answer;
  const { status, headers, isCut } = answer;
  const location = headers.get('location');
  if (status < 300 || status > 399 || !location)
    return { url, movedFrom, status, headers, isCut, html: decodeHtml(answer.body, headers.get('content-type')) };
  if (movedFrom.length === mostMoves) return { silence: `it sends on more than ${mostMoves} times` };
  const next = resolveAddress(location, url);
  return next ? fetchPage(ask, next, [...movedFrom, url]) : { silence: 'it sends on to something that is no address' };
}

/** For people: what stands after `?` may be a secret. */
export function placeOf({ origin, pathname }: URL): string {
  return `${origin}${pathname}`;
}
