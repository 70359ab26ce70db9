import type { Item, StorefrontEvent } from '../../contract/events.ts';
import { isAllowedOrigin } from '../http/store-origin.ts';
import type { ServedStore } from '../stores/index.ts';

/**
 * Leaves out, in place, addresses of pages that are not the store's: anybody may write any address, and agents take
 * these for the shop's. Where somebody came from (`referrer`) is another's page by its nature, and is not shown.
 */
export function leaveOutForeignPages(event: StorefrontEvent, { origins }: ServedStore): void {
  if (event.page && !isOwn(event.page.url, origins)) delete event.page;
  for (const item of itemsOf(event.data)) {
    if (item.url && !isOwn(item.url, origins)) delete item.url;
  }
}

function isOwn(url: string, origins: readonly string[]): boolean {
  // Nearly always so, and known without taking the address apart.
  return origins.some((origin) => url.startsWith(`${origin}/`)) || isAllowedOrigin(new URL(url).origin, origins);
}

function itemsOf(data: StorefrontEvent['data']): Item[] {
  if ('item' in data) return [data.item];
  if ('cart' in data) return data.cart?.lines ?? [];
  return 'items' in data ? (data.items ?? []) : [];
}
