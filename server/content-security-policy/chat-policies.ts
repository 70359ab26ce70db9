/** Directive -> sources, in the order in which they are written. */
export type Policy = Record<string, string[]>;

export interface PolicyPlaces {
  /** Our server, as browsers reach it. */
  server: string;
  /** The store's Chatwoot; null while it has none. */
  chatwoot: string | null;
  /** Of the response. Left out: the policy goes by hosts, for shops whose pages cannot have one. */
  nonce?: string | undefined;
}

export interface ChatPolicies {
  /** Launcher, box and messages work. Chat itself does not come: the reason is `csp`, the box takes messages. */
  ours: Policy;
  /** Chat comes too. Null while the store has no Chatwoot. */
  withChatwoot: Policy | null;
}

/**
 * What a shop's pages must allow, and nothing more: `'self'` stands for the shop's own scripts and requests.
 * Directives that are left out are the shop's own affair; ours works under `default-src 'none'`.
 */
export function chatPolicies({ server, chatwoot, nonce }: PolicyPlaces): ChatPolicies {
  const ourOrigin = new URL(server).origin;
  const theirOrigin = chatwoot === null ? null : new URL(chatwoot).origin;
  return {
    ours: {
      'script-src': scriptSources(nonce, [ourOrigin]),
      'connect-src': ["'self'", ourOrigin],
      // No text of ours ever becomes code: every sink is covered without a policy of our own.
      'require-trusted-types-for': ["'script'"],
    },
    withChatwoot: theirOrigin === null ? null : withChatwoot(ourOrigin, theirOrigin, nonce),
  };
}

/** Chatwoot's SDK writes a `<style>` element by innerHTML, which neither a nonce nor Trusted Types let through. */
function withChatwoot(ours: string, theirs: string, nonce: string | undefined): Policy {
  return {
    'script-src': scriptSources(nonce, [ours, theirs]),
    'style-src': ["'self'", "'unsafe-inline'"],
    'frame-src': [theirs],
    'connect-src': unique(["'self'", ours, theirs]),
  };
}

// What a script with a nonce loads is trusted under 'strict-dynamic', and hosts are ignored.
function scriptSources(nonce: string | undefined, hosts: string[]): string[] {
  return nonce === undefined ? unique(["'self'", ...hosts]) : [`'nonce-${nonce}'`, "'strict-dynamic'"];
}

/** As the value of a `Content-Security-Policy` header. */
export function formatPolicy(policy: Policy): string {
  return Object.entries(policy)
    .map(([directive, sources]) => [directive, ...sources].join(' '))
    .join('; ');
}

function unique(sources: string[]): string[] {
  return [...new Set(sources)];
}
