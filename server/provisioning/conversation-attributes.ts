import type { AttributeDefinition } from '../chatwoot/index.ts';

/** What we write on conversations, as agents see it. Visitors can read it too: nothing secret belongs here. */
export const conversationAttributes: readonly AttributeDefinition[] = [
  text('storefront_reference', 'Reference', 'The short number that the shopper was shown.'),
  link('storefront_page', 'Page', 'Where the message was written.'),
  text('storefront_reason', 'Why not chat', 'Why chat could not be had when the message was written.'),
  text(
    'storefront_reply_address',
    'Reply address (unproven)',
    'Typed by the shopper; nobody checked that it is theirs.',
  ),
  text('storefront_reply_by', 'Reply reaches them by', 'Whether an answer can be mailed, or is seen in chat alone.'),
  text('storefront_sender', 'Who writes', 'Whether the shop has proven who it is. A typed address proves nothing.'),
  text('storefront_answers', 'Answers', 'What the shopper filled in of the contact form’s questions.'),
  text('storefront_cart', 'Cart', 'What was in the cart when the message was written.'),
  text('storefront_consent', 'Agreed to', 'The sentence that the shopper ticked, and when by their clock.'),
  text('storefront_locale', 'Shop language', 'The language of the page.'),
  text('storefront_written_at', 'Written at', 'When the shopper pressed send, by their clock.'),
  link('storefront_live_page', 'Page now', 'Where the shopper is, as their browser tells it with their leave.'),
  text('storefront_live_product', 'Last product', 'The product that the shopper looked at last.'),
  text('storefront_live_cart', 'Cart now', 'What is in the cart, as the shopper’s browser tells it.'),
];

function text(key: string, displayName: string, description: string): AttributeDefinition {
  return { key, model: 'conversation', displayType: 'text', displayName, description };
}

function link(key: string, displayName: string, description: string): AttributeDefinition {
  return { key, model: 'conversation', displayType: 'link', displayName, description };
}
