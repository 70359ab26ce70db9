/** `kept`: it came from a cache just now. `keepable`: nothing forbids a cache to keep it. */
export type Cacheability = 'kept' | 'keepable' | 'private';

/** What caches in front of shops say of an answer that they had. */
const cacheHeaders = [
  'cf-cache-status',
  'x-cache',
  'x-cache-status',
  'x-proxy-cache',
  'x-nginx-cache',
  'x-fastcgi-cache',
  'x-litespeed-cache',
  'x-kinsta-cache',
  'x-sg-cache',
  'x-sucuri-cache',
  'x-drupal-cache',
  'x-magento-cache-debug',
  'x-vercel-cache',
  'x-rocket-nginx-serving-static',
  'wpo-cache-status',
  'cache-status',
];

/** How an answer stands with caches between shop and browser. */
export function cacheability(headers: Headers): Cacheability {
  const isHit = cacheHeaders.some((name) => /\bhit\b|^(cached|yes)$/i.test(headers.get(name) ?? ''));
  // Varnish names two requests where the second was answered by what the first had brought.
  const isOld = Number(headers.get('age')) > 0 || /^\d+ \d+$/.test(headers.get('x-varnish') ?? '');
  if (isHit || isOld) return 'kept';
  return /\b(no-store|private)\b/i.test(headers.get('cache-control') ?? '') ? 'private' : 'keepable';
}
