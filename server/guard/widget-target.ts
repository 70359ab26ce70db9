import { AppError } from '../errors.ts';

/** The routes of Chatwoot's Widget API that believe who somebody says to be. `set-user` asks for a hash, most of the time. */
export type GuardedRoute = 'contact' | 'set-user' | 'conversations' | 'message';

export interface WidgetTarget {
  /** The path as we understood it: this, and not what came, is what Chatwoot gets. */
  path: string;
  /** After the question mark, as it came. */
  query: string;
  /** Undefined: passes as it is. */
  route: GuardedRoute | undefined;
}

export const widgetPath = '/api/v1/widget/';

/**
 * Reads a request target without any leniency: what two readers could understand in two ways is refused, so that the
 * route that we judge is the route that Rails takes.
 * @throws AppError `not_found`.
 */
export function readWidgetTarget(url: string): WidgetTarget {
  const [path = '', ...queries] = url.split('?');
  if (!path.startsWith(widgetPath)) return refusePath();
  const segments = path.slice(widgetPath.length).replace(/\/$/, '').split('/').map(decodeSegment);
  return {
    path: widgetPath + segments.map(encodeURIComponent).join('/'),
    query: queries.join('?'),
    route: routeOf(segments),
  };
}

/** By the path alone: Rails lets a POST say that it is a PATCH. `.json` at the end is the same route to it. */
function routeOf(segments: readonly string[]): GuardedRoute | undefined {
  const names = segments.map((segment) => segment.toLowerCase().replace(/\..*$/, ''));
  const [first, second, third] = names.filter((name) => name !== '');
  if (third !== undefined) return undefined;
  if (first === 'contact') return second === undefined ? 'contact' : second === 'set_user' ? 'set-user' : undefined;
  if (first === 'conversations' && second === undefined) return 'conversations';
  return first === 'messages' && second !== undefined ? 'message' : undefined;
}

function decodeSegment(raw: string): string {
  const segment = decoded(raw);
  // Empty: a doubled slash. A percent sign that is left was encoded twice.
  const isPlain = segment !== '' && !/^\.{1,2}$/.test(segment) && !/[/\\;%\p{Cc}]/u.test(segment);
  return isPlain ? segment : refusePath();
}

function decoded(raw: string): string {
  try {
    return decodeURIComponent(raw);
  } catch {
    return refusePath();
  }
}

function refusePath(): never {
  throw new AppError('not_found', `The guard passes on plain paths under ${widgetPath} and nothing else.`);
}
