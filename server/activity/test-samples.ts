import type { Cart, EventPage, Item } from '../../contract/events.ts';

/** What a visitor of the shop of the tests sees and has. */
export const mugPage: EventPage = { url: 'https://shop.example/products/mug', title: 'Mug' };
export const mug: Item = { itemId: 'mug', itemName: 'Mug', price: 1999, currency: 'EUR' };
const tee: Item = { itemId: 'tee', itemName: 'Tee', itemVariant: 'M', price: 1999, currency: 'EUR' };

export function cartOf(tees: number, mugs = 1): Cart {
  const lines = [
    { ...tee, quantity: tees },
    { ...mug, quantity: mugs },
  ].filter(({ quantity }) => quantity > 0);
  return { currency: 'EUR', total: 1999 * (tees + mugs), itemCount: tees + mugs, lines };
}

export const everything = { page: mugPage, item: mug, cart: cartOf(2) };
export const everythingShown = {
  storefront_live_page: 'https://shop.example/products/mug',
  storefront_live_product: 'Mug · 19.99 EUR',
  storefront_live_cart: '2 × Tee – M, 1 × Mug · 59.97 EUR',
};
