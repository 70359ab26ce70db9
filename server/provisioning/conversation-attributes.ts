import type { AttributeDefinition } from '../chatwoot/index.ts';

/** What we write on conversations, as agents see it. Visitors can read it too: nothing secret belongs here. */
export const conversationAttributes: readonly AttributeDefinition[] = [
  text('storefront_reference', 'Reference', 'The short number that the shopper was shown.'),
  {
    key: 'storefront_page',
    model: 'conversation',
    displayType: 'link',
    displayName: 'Page',
    description: 'Where the message was written.',
  },
  text('storefront_reason', 'Why not chat', 'Why chat could not be had when the message was written.'),
  text(
    'storefront_reply_address',
    'Reply address (unproven)',
    'Typed by the shopper; nobody checked that it is theirs.',
  ),
  text('storefront_locale', 'Shop language', 'The language of the page.'),
  text('storefront_written_at', 'Written at', 'When the shopper pressed send, if the message came late.'),
];

function text(key: string, displayName: string, description: string): AttributeDefinition {
  return { key, model: 'conversation', displayType: 'text', displayName, description };
}
