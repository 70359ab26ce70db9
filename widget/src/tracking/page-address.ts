import type { EventPage } from '../../../contract/events.ts';

type PageType = NonNullable<EventPage['type']>;

/** WooCommerce says in the classes of the body what a page is, in every language. */
const named = (words: string) => RegExp(`(/|woocommerce-)(${words})(/| |$)`, 'i');

/** Pages that are the visitor's own, by the first that fits: their addresses hold tokens that open them to anybody. */
const ownPages: [type: PageType, signs: RegExp][] = [
  ['account', named('(my-)?account|customer|user|login|password')],
  ['order', named('orders?|order-received|thank[-_]you')],
  ['checkout', named('checkouts?')],
];

/** @param signs its path, and the classes of its body */
export const ownPage = (signs: string): PageType | undefined => ownPages.find(([, fits]) => fits.test(signs))?.[0];

/**
 * An address as it may be told: without query and hash, and where it may hold a secret, or belongs to somebody else,
 * the origin alone. Undefined: it is not of the web, as the referrer of an app.
 */
export function addressOf({ origin, pathname }: Pick<URL, 'origin' | 'pathname'>, isOwn?: boolean): string | undefined {
  const isSecret = isOwn || origin !== location.origin || ownPage(pathname) || /@|%40/.test(pathname);
  return /^http/.test(origin) ? (origin + (isSecret ? '/' : pathname)).slice(0, 2000) : undefined;
}
