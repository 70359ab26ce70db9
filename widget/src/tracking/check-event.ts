import type { Cart, Item, TrackedEvent } from '../../../contract/events.ts';
import { byteLength } from '../browser/byte-length.ts';
import { addressOf } from './page-address.ts';

/** Our server takes 16 KB, with the page beside it. */
const maxBytes = 12_000;
const maxLines = 100;
const maxLetters = 300;
const maxIdLetters = 120;

/** What a page may say has happened. What chat does is not a page's to say. */
const types =
  'page_view view_item search cart_updated add_to_cart remove_from_cart change_cart_quantity begin_checkout purchase';

/** Of contract/events.ts, in all of them; what has another name stays on the page. */
const fields =
  'type data item cart items lines itemId itemName itemVariant variantId sku url price currency quantity ' +
  'searchTerm results total itemCount previousQuantity transactionId value referrer';

/**
 * What a page says has happened, cut to what our server takes: it judges each event by contract/events.ts, and what it
 * says of a wrong one is written into the console. Here only the queue is guarded. @throws Error that says what to do
 */
export function checkEvent(event: unknown): TrackedEvent {
  const { type, data } = Object(event) as TrackedEvent;
  if (!types.split(' ').includes(type)) throw Error(`type should be one of ${types}`);
  if (Object(data) !== data) throw Error(`data of ${type} should be an object`);
  const checked: TrackedEvent = JSON.parse(JSON.stringify({ type, data }, fields.split(' ')), cut);
  const { cart, items = cart?.lines } = checked.data as { cart?: Cart; items?: Item[] };
  while (byteLength(checked) > maxBytes) {
    if (!items?.pop()) throw Error(`${type} is larger than 12 kB`);
  }
  return checked;
}

/** What is empty, or null, is as good as left out, and so is an address that is none. Templates print texts as numbers. */
function cut(name: string, value: unknown): unknown {
  if (value === null || value === '') return undefined;
  if (Array.isArray(value)) return value.slice(0, maxLines).filter(Boolean);
  if (/url|referrer/.test(name)) return address(value);
  const most = /Id$|sku/.test(name) ? maxIdLetters : maxLetters;
  return /Id$|sku|Name|Variant|Term/.test(name) ? `${value}`.trim().slice(0, most) : value;
}

function address(value: unknown): string | undefined {
  try {
    return addressOf(new URL(`${value}`, location.href));
  } catch {
    return undefined;
  }
}
