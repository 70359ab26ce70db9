import { randomBytes } from 'node:crypto';
import { createMiddleware } from 'hono/factory';
import { chatPolicies, formatPolicy } from '../../server/content-security-policy/chat-policies.ts';
import type { ShopDeps, ShopEnv } from './shop-env.ts';

/**
 * The policy of a careful shop: what `storefront-chat csp` prints for our part alone, and beside it only what the shop
 * itself needs. Chatwoot's SDK does not live under it: it writes markup, styles inline and needs a frame.
 */
function strictPolicy(nonce: string, chatServerUrl: string): string {
  return formatPolicy({
    'default-src': ["'none'"],
    ...chatPolicies({ server: chatServerUrl, chatwoot: null, nonce }).ours,
    'trusted-types': ["'none'"],
    'style-src': ["'self'"],
    'img-src': ["'self'", 'data:'],
    'form-action': ["'self'"],
    'base-uri': ["'none'"],
    'frame-ancestors': ["'none'"],
  });
}

/** Sends the strict policy while its switch is on, with a new nonce for every page. */
export function strictCsp({ switches, chatServerUrl }: ShopDeps) {
  return createMiddleware<ShopEnv>(async (c, next) => {
    const nonce = switches.isCspStrict() ? randomBytes(16).toString('base64') : undefined;
    c.set('nonce', nonce);
    await next();
    if (nonce) c.header('Content-Security-Policy', strictPolicy(nonce, chatServerUrl));
  });
}
