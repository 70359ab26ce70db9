import { createHash } from 'node:crypto';
import type { AccountClient, Conversation } from '../chatwoot/index.ts';
import { describePage, describeProduct, type Seen } from './describe-activity.ts';
import { describeCart, emptyCart, type WriteName } from './describe-cart.ts';

/** Agents read markdown: between these nothing in a name means anything, and no address becomes a link. */
const asCode: WriteName = (name) => `\`${name.replaceAll('`', '’')}\``;

/** Marks our notes in Chatwoot. */
const prefix = 'storefront:cart:';

/**
 * Writes a private note about a cart, once however often it is tried: Chatwoot keeps the mark that it carries.
 * @param visitorId of ours; only a hash of it goes along
 */
export async function showInNote(
  client: AccountClient,
  { id }: Conversation,
  visitorId: string,
  seen: Seen,
  origins: readonly string[],
): Promise<void> {
  const content = describeForNote(seen, origins);
  if (!seen.cart || content === null) return;
  const cart = describeCart(seen.cart);
  const { messages } = client.conversations;
  const mark = createHash('sha256').update(`${visitorId} ${cart}`).digest('base64url').slice(0, 22);
  const notes = (await messages.list(id)).filter(({ sourceId }) => sourceId?.startsWith(prefix));
  // An empty cart is news only to who has seen it full. A note further back was about a cart that has changed since.
  if (notes.length === 0 ? cart === emptyCart : notes.at(-1)?.sourceId === prefix + mark) return;
  await messages.create(id, { content, isPrivate: true, sourceId: prefix + mark });
}

/** What a note says: the cart, and where it was filled. */
export function describeForNote(seen: Seen, origins: readonly string[]): string | null {
  if (!seen.cart) return null;
  const product = describeProduct(seen, asCode);
  const page = describePage(seen, origins);
  const lines = [
    `Cart now: ${describeCart(seen.cart, asCode)}`,
    product && `Last product: ${product}`,
    page && `Page: <${page}>`,
  ];
  return lines.filter(Boolean).join('\n');
}
