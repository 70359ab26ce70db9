import { z } from 'zod';
import { findChoice, findProduct, type Product, type ProductChoice, priceOf } from './catalogue.ts';

export const maxQuantity = 20;
export const shippingMinor = 490;
export const freeShippingFromMinor = 6000;

export const cartLineSchema = z.object({
  handle: z.string(),
  choiceId: z.string(),
  quantity: z.int().min(1).max(maxQuantity),
});
export type CartLine = z.infer<typeof cartLineSchema>;
export type Cart = CartLine[];

/** A line with what it buys; amounts in cents. */
interface PricedLine extends CartLine {
  id: string;
  product: Product;
  choice: ProductChoice;
  unitMinor: number;
  totalMinor: number;
}

export interface PricedCart {
  lines: PricedLine[];
  count: number;
  subtotalMinor: number;
  shippingMinor: number;
  totalMinor: number;
  /** What is missing until shipping is free; 0 once it is. */
  untilFreeShippingMinor: number;
}

export function lineId(line: Pick<CartLine, 'handle' | 'choiceId'>): string {
  return `${line.handle}:${line.choiceId}`;
}

/** Adds to the line of the same product and choice when there is one; never beyond `maxQuantity`. */
export function addToCart(cart: Cart, added: CartLine): Cart {
  const known = cart.find((line) => lineId(line) === lineId(added));
  if (!known) return [...cart, added];
  return setQuantity(cart, lineId(added), known.quantity + added.quantity);
}

/** 0 removes the line. */
export function setQuantity(cart: Cart, id: string, quantity: number): Cart {
  if (quantity <= 0) return cart.filter((line) => lineId(line) !== id);
  const clipped = Math.min(quantity, maxQuantity);
  return cart.map((line) => (lineId(line) === id ? { ...line, quantity: clipped } : line));
}

/** Prices come from the catalogue, never from the browser; what is no longer sold drops out. */
export function priceCart(catalogue: Product[], cart: Cart): PricedCart {
  const lines = cart.flatMap((line) => priceLine(catalogue, line));
  const subtotalMinor = sum(lines.map((line) => line.totalMinor));
  const shipping = lines.length === 0 || subtotalMinor >= freeShippingFromMinor ? 0 : shippingMinor;
  return {
    lines,
    count: sum(lines.map((line) => line.quantity)),
    subtotalMinor,
    shippingMinor: shipping,
    totalMinor: subtotalMinor + shipping,
    untilFreeShippingMinor: Math.max(0, freeShippingFromMinor - subtotalMinor),
  };
}

function priceLine(catalogue: Product[], line: CartLine): PricedLine[] {
  const product = findProduct(catalogue, line.handle);
  const choice = product && findChoice(product, line.choiceId);
  if (!product || !choice) return [];
  const unitMinor = priceOf(product, choice);
  return [{ ...line, id: lineId(line), product, choice, unitMinor, totalMinor: unitMinor * line.quantity }];
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
