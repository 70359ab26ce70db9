import type { Item } from '../../../contract/events.ts';
import { minorUnits } from './minor-units.ts';

/** What a shop says about a product or a line of a cart. `price` is that of one piece, in whole units. */
export type ToldItem = { [Field in keyof Item]?: unknown };

/** A price that is none, or in no currency, is left out; the rest is for `track` to judge. */
export function toItem(told: ToldItem, currency: unknown): Item {
  return { ...told, price: currency ? minorUnits(told.price, currency) : undefined, currency } as Item;
}
