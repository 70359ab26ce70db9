import { randomBytes } from 'node:crypto';
import type { Context } from 'hono';
import { html, raw } from 'hono/html';
import { contrastWithWhite, type ServedStore } from '../stores/index.ts';
import type { PageLanguage } from './page-language.ts';
import { styles } from './styles.ts';

/** A piece of a page: what stands in it was escaped when it was put there. */
export type Html = ReturnType<typeof html>;

export interface Page {
  status: 200 | 403 | 404 | 409 | 413 | 422 | 429 | 500;
  title: string;
  body: Html;
  headers?: Record<string, string>;
}

/** Nothing runs, nothing is fetched, nobody frames it, and what is typed goes to us alone. */
const policy = (nonce: string) =>
  `default-src 'none'; style-src 'nonce-${nonce}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;

/** The colours where there is no store to take them from. */
const plainColor = '#2b2e36';

/** Puts a piece into the store's colours and the shopper's language. Without a store: a page that says what is wrong. */
export async function pageInFrame(
  c: Context,
  store: ServedStore | undefined,
  language: PageLanguage,
  { status, title, body, headers = {} }: Page,
): Promise<Response> {
  const nonce = randomBytes(16).toString('base64');
  const accent = store?.color ?? plainColor;
  const page = await html`<!doctype html>
<html lang="${language.tag}" dir="${language.dir}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="robots" content="noindex">
<meta name="theme-color" content="${accent}">
<title>${title}</title>
<style nonce="${nonce}">:root { --accent: ${accent}; --on-accent: ${textOn(accent)} }${raw(styles)}</style>
</head>
<body>
<header class="shop"><div class="column">${store ? shopLine(store, language) : ''}</div></header>
<main><div class="column card">${body}</div></main>
</body>
</html>`;
  return c.html(page, status, {
    ...headers,
    'content-security-policy': policy(nonce),
    'cache-control': 'no-store',
    vary: 'Accept-Language',
    // With `no-referrer` a browser would send our own form with `Origin: null`, as it does for pages without any.
    'referrer-policy': 'same-origin',
  });
}

function shopLine(store: ServedStore, { texts }: PageLanguage): Html {
  const home = homeOf(store);
  return html`<b><bdi>${store.name}</bdi></b>${home ? html`<a href="${home}">${texts.back}</a>` : ''}`;
}

/** Nothing to fill in, only what is wrong. */
export function sorryPage(status: Page['status'], sorry: string): Page {
  return { status, title: sorry, body: html`<h1>${sorry}</h1>` };
}

/** Where the shop is, as far as its origins say so. */
export function homeOf({ origins }: ServedStore): string | undefined {
  return origins.find((origin) => !origin.includes('*'));
}

/** Black or white, whichever reads better: one of them always has a contrast of 4.5. */
function textOn(color: string): string {
  const withWhite = contrastWithWhite(color);
  return withWhite >= 21 / withWhite ? '#fff' : '#000';
}
