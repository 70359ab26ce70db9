import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5';
import { storeSettingsSchema } from '../../../contract/settings.ts';
import { renderBlock } from './render-block.ts';
import type { ShopPage } from './shop-pages.ts';

/** Settings of the block without which it shows nothing. */
export const filled = { server: 'https://chat.example.com', store_key: 'st_demo' };
export const tracked = { ...filled, tracking: true };

/** What the loader reads; the version of the contract is its own. */
export const settingsSchema = storeSettingsSchema.omit({ contract: true }).strict();

/** What a page says of itself; docs/tracking.md has the shapes. */
type Facts = Partial<Record<'product' | 'cart' | 'search', Record<string, unknown>>>;

type Element = DefaultTreeAdapterTypes.Element;

/** What a browser makes of it: every element at the top, and what stands in it. */
export async function embed(page: ShopPage, settings: object = filled, isJsonEscaped = true) {
  const html = await renderBlock('chat-embed', { ...settings }, { objects: page, isJsonEscaped });
  const elements = parseFragment(html).childNodes.filter((node): node is Element => 'tagName' in node);
  const attributes = (element: Element) => Object.fromEntries(element.attrs.map(({ name, value }) => [name, value]));
  const block = (kind: string) => {
    const found = elements.find((element) => attributes(element)['data-storefront-chat'] === kind);
    const [text] = found?.childNodes ?? [];
    return {
      attributes: found && attributes(found),
      data: text && 'value' in text ? JSON.parse(text.value) : undefined,
    };
  };
  return {
    html,
    tags: elements.map(({ tagName }) => tagName),
    settings: block('settings'),
    facts: block('page').data as Facts | undefined,
    loader: elements
      .filter(({ tagName }) => tagName === 'script')
      .map(attributes)
      .at(-1),
  };
}
