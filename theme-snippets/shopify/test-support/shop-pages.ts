/** Objects as a theme at Shopify sees them, page by page. */
export interface ShopPage {
  [object: string]: unknown;
  request: {
    page_type: string;
    design_mode: boolean;
    visual_preview_mode: boolean;
    locale: { iso_code: string };
  };
}

/** A shop that stays well-formed whatever its products are called. */
export function shopPage(pageType: string, more: object = {}, { language = 'en', currency = 'EUR' } = {}): ShopPage {
  return {
    request: {
      page_type: pageType,
      design_mode: false,
      visual_preview_mode: false,
      locale: { iso_code: language },
    },
    shop: { name: 'Tea & Thé "House"', permanent_domain: 'tea-house.myshopify.com', email: 'owner@tea.example' },
    cart: cartOf([], currency),
    customer: undefined,
    ...more,
  };
}

/** The same page for somebody who is signed in. */
export const signedIn = (page: ShopPage): ShopPage => ({
  ...page,
  customer: {
    id: 7310000000001,
    email: 'ann.of.the.hill@mail.example',
    first_name: 'Annabelle',
    last_name: 'Hillsworth',
    phone: '+4915550199',
    tags: ['wholesale-tier-9'],
    orders_count: 3,
  },
});

export function productOf(title: string, variantTitle?: string) {
  const variant = { id: 44100000000071, title: variantTitle ?? 'Default Title', sku: `SKU ${title}`, price: 1999 };
  return {
    id: 8100000000007,
    title,
    url: '/products/mug',
    has_only_default_variant: variantTitle === undefined,
    selected_or_first_available_variant: variant,
  };
}

export function cartOf(lines: { title: string; variantTitle?: string; quantity: number }[], currency = 'EUR') {
  const items = lines.map(({ title, variantTitle, quantity }) => {
    const product = productOf(title, variantTitle);
    const variant = product.selected_or_first_available_variant;
    return {
      product,
      variant,
      product_id: product.id,
      variant_id: variant.id,
      sku: variant.sku,
      url: `${product.url}?variant=${variant.id}`,
      final_price: variant.price,
      quantity,
      key: `${variant.id}:never-to-be-told`,
      properties: { engraving: 'never-to-be-told' },
    };
  });
  const pieces = items.reduce((sum, { quantity }) => sum + quantity, 0);
  return {
    currency: { iso_code: currency },
    total_price: pieces * 1999,
    item_count: pieces,
    items,
    note: 'never-to-be-told',
  };
}
