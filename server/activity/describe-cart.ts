import type { Cart, Item } from '../../contract/events.ts';
import { formatMoney } from './money.ts';
import { plainName } from './plain-name.ts';

/** Chatwoot refuses longer texts beside a conversation. */
const maxLength = 1500;

export const emptyCart = 'empty';

/** How a product's name is written: as it is, or marked so that nothing in it means anything. */
export type WriteName = (name: string) => string;
const asItIs: WriteName = (name) => name;

/** `Tee – M` */
export function describeItem({ itemName, itemVariant }: Item, write = asItIs): string {
  return write(plainName(itemVariant ? `${itemName} – ${itemVariant}` : itemName));
}

/** `2 × Tee – M, 1 × Mug · 59.97 EUR`; of a long cart as much as fits: `…, 1 × Mug and 3 more · 59.97 EUR`. */
export function describeCart(cart: Cart, write = asItIs): string {
  const { lines, itemCount, total, currency } = cart;
  if (lines.length === 0 && itemCount === 0) return emptyCart;
  const sum = ` · ${formatMoney(total, currency)}`;
  if (lines.length === 0) return `${formatQuantity(itemCount)} ${itemCount === 1 ? 'piece' : 'pieces'}${sum}`;
  const texts = lines.map((line) => `${formatQuantity(line.quantity ?? 1)} × ${describeItem(line, write)}`);
  const fitting = howManyFit(texts, maxLength - sum.length - restOf(cart, 0).length);
  return texts.slice(0, fitting).join(', ') + restOf(cart, fitting) + sum;
}

function howManyFit(texts: readonly string[], room: number): number {
  let length = 0;
  const tooLong = texts.findIndex((text) => {
    length += text.length + 2;
    return length > room;
  });
  return tooLong < 0 ? texts.length : tooLong;
}

/** Pieces that are in the cart and not in the text. */
function restOf({ lines, itemCount }: Cart, fitting: number): string {
  const named = lines.slice(0, fitting).reduce((sum, { quantity = 1 }) => sum + quantity, 0);
  const rest = Math.max(lines.length - fitting, Math.round(itemCount - named));
  return rest > 0 ? ` and ${rest} more` : '';
}

function formatQuantity(quantity: number): string {
  return new Intl.NumberFormat('en', { maximumFractionDigits: 3 }).format(quantity);
}
