import parsePolicy from 'content-security-policy-parser';

/** Directive -> sources, of one policy. A page obeys all that it is sent. */
export type ContentPolicy = ReadonlyMap<string, readonly string[]>;

/** A header may carry several, separated by commas. */
export function parsePolicies(header: string | null): ContentPolicy[] {
  const parts = (header ?? '').split(',').filter((part) => part.trim());
  return parts.map((part) => parsePolicy(part));
}

export interface ScriptRequest {
  url: URL;
  nonce?: string | undefined;
  integrity?: string | undefined;
  /** In the page's source. What a script adds is trusted under 'strict-dynamic'. */
  isParserInserted: boolean;
}

/** Which directive speaks, if the one before it is not there. */
const fallbacks = {
  'script-src-elem': ['script-src-elem', 'script-src', 'default-src'],
  'style-src-elem': ['style-src-elem', 'style-src', 'default-src'],
  'style-src-attr': ['style-src-attr', 'style-src', 'default-src'],
  'connect-src': ['connect-src', 'default-src'],
  'frame-src': ['frame-src', 'child-src', 'default-src'],
} as const;

/** A directive that nobody names allows everything: undefined. */
function sourcesOf(policy: ContentPolicy, directive: keyof typeof fallbacks): readonly string[] | undefined {
  const spoken = fallbacks[directive].find((name) => policy.has(name));
  return spoken && policy.get(spoken);
}

/** `script-src` before a request, as CSP 3 decides it: nonce, hash, 'strict-dynamic', then the address. */
export function allowsScript(policy: ContentPolicy, script: ScriptRequest, page: URL): boolean {
  const sources = sourcesOf(policy, 'script-src-elem');
  if (!sources || hasNonce(sources, script.nonce) || hasHashes(sources, script.integrity)) return true;
  if (hasKeyword(sources, 'strict-dynamic')) return !script.isParserInserted;
  return matchesAny(sources, script.url, page);
}

export function allowsRequest(
  policy: ContentPolicy,
  directive: 'connect-src' | 'frame-src',
  url: URL,
  page: URL,
): boolean {
  const sources = sourcesOf(policy, directive);
  return !sources || matchesAny(sources, url, page);
}

/** A `<style>` element and a `style` attribute that nobody has given a nonce. */
export function allowsInlineStyle(policy: ContentPolicy): boolean {
  return (['style-src-elem', 'style-src-attr'] as const).every((directive) => {
    const sources = sourcesOf(policy, directive);
    const isOverruled = sources?.some((source) => /^'(nonce|sha(256|384|512))-/i.test(source));
    return !sources || (hasKeyword(sources, 'unsafe-inline') && !isOverruled);
  });
}

export function hasNonces(policy: ContentPolicy): boolean {
  return Boolean(sourcesOf(policy, 'script-src-elem')?.some((source) => /^'nonce-/i.test(source)));
}

function hasKeyword(sources: readonly string[], keyword: string): boolean {
  return sources.some((source) => source.toLowerCase() === `'${keyword}'`);
}

function hasNonce(sources: readonly string[], nonce: string | undefined): boolean {
  return Boolean(nonce) && sources.some((source) => /^'nonce-/i.test(source) && source.slice(7, -1) === nonce);
}

/** Every digest of the tag must be named; what is no digest does not count. */
function hasHashes(sources: readonly string[], integrity = ''): boolean {
  const digests = integrity.split(/\s+/).filter((part) => /^sha(256|384|512)-/i.test(part));
  const known = sources.map((source) => source.replace(/^'(.*)'$/, '$1'));
  return digests.length > 0 && digests.every((digest) => known.includes(digest.replace(/\?.*/, '')));
}

function matchesAny(sources: readonly string[], url: URL, page: URL): boolean {
  return sources.some((source) => matchesSource(source.trim(), url, page));
}

/** Scheme, host, port and path of a source; each but the host may be left out. */
const hostSource =
  /^(?:([a-z][a-z0-9+.-]*):\/\/)?(\*|(?:\*\.)?[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?)(?::(\d+|\*))?(\/[^?#]*)?$/i;

/** CSP 3, "Does url match expression in origin?". @param page whose origin is 'self' */
export function matchesSource(source: string, url: URL, page: URL): boolean {
  if (source === '*') return /^https?:$/.test(url.protocol) || matchesScheme(page.protocol, url.protocol);
  if (/^'self'$/i.test(source)) return matchesSelf(url, page);
  if (/^[a-z][a-z0-9+.-]*:$/i.test(source)) return matchesScheme(source.toLowerCase(), url.protocol);
  const [, scheme, host, port, path = ''] = hostSource.exec(source) ?? [];
  if (!host) return false;
  return (
    matchesScheme(scheme ? `${scheme.toLowerCase()}:` : page.protocol, url.protocol) &&
    matchesHost(host.toLowerCase(), url.hostname) &&
    matchesPort(port, url) &&
    matchesPath(path, url.pathname)
  );
}

/** What may stand for a scheme: itself, and what is safer than it. */
const saferSchemes: Record<string, string[]> = {
  'http:': ['https:'],
  'ws:': ['wss:', 'http:', 'https:'],
  'wss:': ['https:'],
};

function matchesScheme(allowed: string, asked: string): boolean {
  return allowed === asked || Boolean(saferSchemes[allowed]?.includes(asked));
}

const defaultPorts: Record<string, string> = { 'http:': '80', 'https:': '443', 'ws:': '80', 'wss:': '443' };
const portOf = ({ port, protocol }: URL) => port || defaultPorts[protocol];

function matchesSelf(url: URL, page: URL): boolean {
  if (url.origin === page.origin && url.origin !== 'null') return true;
  const hasSamePort =
    portOf(url) === portOf(page) ||
    (!url.port && !page.port && url.protocol in defaultPorts && page.protocol in defaultPorts);
  const isAsSafe = /^(https|wss):$/.test(url.protocol) || (page.protocol === 'http:' && url.protocol === 'ws:');
  return url.hostname === page.hostname && hasSamePort && isAsSafe;
}

function matchesHost(allowed: string, asked: string): boolean {
  if (allowed === '*') return true;
  if (allowed.startsWith('*.')) return asked.endsWith(allowed.slice(1)) && asked.length > allowed.length - 1;
  // The specification lets no address of numbers match but this one.
  if (/^\d+(\.\d+){3}$/.test(allowed) && allowed !== '127.0.0.1') return false;
  return allowed === asked;
}

function matchesPort(allowed: string | undefined, url: URL): boolean {
  const asked = portOf(url);
  if (allowed === undefined) return asked === defaultPorts[url.protocol];
  // As with schemes: whoever allows 80 allows its safe neighbour.
  return allowed === '*' || allowed === asked || (allowed === '80' && asked === '443');
}

function matchesPath(allowed: string, asked: string): boolean {
  if (allowed === '') return true;
  if (allowed === '/' && asked === '') return true;
  const isFolder = allowed.endsWith('/');
  const wanted = allowed.split('/').slice(0, isFolder ? -1 : undefined);
  const given = asked.split('/');
  if (isFolder ? wanted.length >= given.length : wanted.length !== given.length) return false;
  return wanted.every((part, at) => decoded(part) === decoded(given[at] ?? ''));
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
