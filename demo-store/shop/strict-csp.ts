import { randomBytes } from 'node:crypto';
import { createMiddleware } from 'hono/factory';
import type { ShopDeps, ShopEnv } from './shop-env.ts';

/**
 * The policy of a careful shop: scripts by nonce, styles from files only, no frames.
 * Our own part lives under it. Chatwoot's SDK does not: it writes a `<style>` and needs a frame.
 */
function strictPolicy(nonce: string, chatServerUrl: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    "style-src 'self'",
    "img-src 'self' data:",
    `connect-src 'self' ${new URL(chatServerUrl).origin}`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
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
