/** The host of an origin without a wildcard: `https://*.shop.example:8443` -> `shop.example`. */
export function originHost(origin: string): string {
  return new URL(withoutWildcard(origin)).hostname;
}

/** An address to visit: `https://*.shop.example` -> `https://shop.example`. */
export function withoutWildcard(origin: string): string {
  return origin.replace('://*.', '://');
}
