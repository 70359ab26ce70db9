import type { AttributeDefinition } from '../chatwoot/index.ts';

/** What we write on contacts of known customers, for a store that shows what they do there. They can read it too. */
export const contactAttributes: readonly AttributeDefinition[] = [
  // Not as currency: Chatwoot cannot filter by it.
  define(
    'cart_value',
    'number',
    'Cart value',
    'What is in the cart is worth so much, in the currency named beside it.',
  ),
  define('cart_items', 'number', 'Cart items', 'How many pieces are in the cart.'),
  define('cart_products', 'text', 'Cart', 'What is in the cart, as the customer’s browser tells it.'),
  define('last_product', 'text', 'Last product', 'The product that the customer looked at last.'),
  define('last_page', 'link', 'Last page', 'Where the customer was last.'),
];

function define(
  key: string,
  displayType: AttributeDefinition['displayType'],
  displayName: string,
  description: string,
): AttributeDefinition {
  return { key, model: 'contact', displayType, displayName, description };
}
