import { z } from 'zod';
import type { PricedCart } from './cart.ts';
import { type Address, addressSchema } from './checkout.ts';

export const orderSchema = z.object({
  number: z.int(),
  placedAt: z.iso.datetime(),
  status: z.enum(['being packed', 'on its way', 'delivered']),
  customerId: z.string().nullable(),
  address: addressSchema,
  lines: z.array(
    z.object({
      handle: z.string(),
      name: z.string(),
      choiceId: z.string(),
      choice: z.string(),
      quantity: z.int(),
      totalMinor: z.int(),
    }),
  ),
  subtotalMinor: z.int(),
  shippingMinor: z.int(),
  totalMinor: z.int(),
});
/** Copied at the moment of buying: a later change of the catalogue does not change what was bought. */
export type Order = z.infer<typeof orderSchema>;

interface Purchase {
  number: number;
  placedAt: string;
  customerId: string | null;
  cart: PricedCart;
  address: Address;
}

export function makeOrder({ number, placedAt, customerId, cart, address }: Purchase): Order {
  return {
    number,
    placedAt,
    status: 'being packed',
    customerId,
    address,
    lines: cart.lines.map(({ handle, product, choiceId, choice, quantity, totalMinor }) => ({
      handle,
      name: product.name,
      choiceId,
      choice: choice.label,
      quantity,
      totalMinor,
    })),
    subtotalMinor: cart.subtotalMinor,
    shippingMinor: cart.shippingMinor,
    totalMinor: cart.totalMinor,
  };
}
