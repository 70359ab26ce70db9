import type { Cart } from '../../../contract/events.ts';
import { minorUnits } from './minor-units.ts';
import { type ToldItem, toItem } from './to-item.ts';

/** As many as the contract takes. */
export const mostLines = 100;

/**
 * A cart for `track` to judge.
 * @param total in whole units
 * @param itemCount pieces in all
 * @param lines an array
 * @param read takes from a line what may leave the page
 * @throws for what has no lines, or no currency
 */
export function toCart(
  currency: unknown,
  total: unknown,
  itemCount: unknown,
  lines: unknown,
  read: (line: unknown) => ToldItem,
): Cart {
  const items = (lines as unknown[]).slice(0, mostLines).map((line) => toItem(read(line), currency));
  return { currency, total: minorUnits(total, currency), itemCount, lines: items } as Cart;
}
