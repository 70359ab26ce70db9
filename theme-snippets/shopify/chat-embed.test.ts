import { describe, expect, it } from 'vitest';
import { storefrontEventSchema } from '../../contract/events.ts';
import { minorUnits } from '../../widget/src/shop-adapters/minor-units.ts';
import { embed, filled, settingsSchema, tracked } from './test-support/embed.ts';
import { cartOf, productOf, type ShopPage, shopPage, signedIn } from './test-support/shop-pages.ts';

// By its address: what else stands in that file needs the types of a browser.
const reader = new URL('../../widget/src/tracking/page-facts.ts', import.meta.url).href;
const { eventsOf }: { eventsOf(facts: object): object[] } = await import(reader);

const pages: [template: string, page: ShopPage, facts: object][] = [
  ['home', shopPage('index'), { type: 'home' }],
  [
    'product',
    shopPage('product', { product: productOf('Mug', 'Blue') }),
    {
      type: 'product',
      product: {
        id: '8100000000007',
        name: 'Mug',
        variant: 'Blue',
        variantId: '44100000000071',
        sku: 'SKU Mug',
        price: 1999,
        url: '/products/mug',
      },
    },
  ],
  [
    'cart',
    shopPage('cart', {
      cart: cartOf([
        { title: 'Mug', quantity: 2 },
        { title: 'Tea', variantTitle: '50 g', quantity: 1 },
      ]),
    }),
    {
      type: 'cart',
      cart: {
        currency: 'EUR',
        total: 5997,
        itemCount: 3,
        lines: [
          {
            id: '8100000000007',
            name: 'Mug',
            variantId: '44100000000071',
            sku: 'SKU Mug',
            price: 1999,
            url: '/products/mug?variant=44100000000071',
            quantity: 2,
          },
          {
            id: '8100000000007',
            name: 'Tea',
            variant: '50 g',
            variantId: '44100000000071',
            sku: 'SKU Tea',
            price: 1999,
            url: '/products/mug?variant=44100000000071',
            quantity: 1,
          },
        ],
      },
    },
  ],
  ['empty cart', shopPage('cart'), { type: 'cart', cart: { currency: 'EUR', total: 0, itemCount: 0, lines: [] } }],
  ['collection', shopPage('collection', { collection: { title: 'Mugs' } }), { type: 'collection' }],
  ['blog', shopPage('blog', { blog: { title: 'News' } }), { type: 'content' }],
  ['article', shopPage('article', { article: { title: 'On tea' } }), { type: 'content' }],
  [
    'search',
    shopPage('search', { search: { performed: true, terms: 'mug', results_count: 0 } }),
    { type: 'search', search: { term: 'mug', results: 0 } },
  ],
  ['search without words', shopPage('search', { search: { performed: false } }), { type: 'search' }],
  ['404', shopPage('404'), { type: 'other' }],
  ['account', shopPage('customers/account'), { type: 'account' }],
  ['order', shopPage('customers/order', { order: { name: '#1042' } }), { type: 'order' }],
];

describe.each(pages)('on the template %s', (_template, page, facts) => {
  it('the loader finds settings that fit, before itself', async () => {
    const { tags, settings, loader } = await embed(page);
    expect(tags).toEqual(['script', 'noscript', 'script']);
    expect(settingsSchema.parse(settings.data)).toEqual({
      server: 'https://chat.example.com',
      storeKey: 'st_demo',
      name: 'Tea & Thé "House"',
      widget: true,
      chat: true,
      chatwoot: null,
      locale: 'en',
      texts: { en: { launcher: 'Chat with us' } },
      color: '#1f5eff',
      position: 'right',
      offsetX: 20,
      offsetY: 20,
      size: 56,
      zIndex: 2147482999,
      hiddenOn: '^$',
      hiddenUnder: 'dialog[open]',
      assets: 'https://cdn.shopify.com/extensions/0192/storefront-chat-7/assets/*.js',
    });
    expect(settings.attributes).toMatchObject({ type: 'application/json', 'data-proof': '/apps/storefront-chat' });
    expect(loader).toEqual({
      async: '',
      src: 'https://cdn.shopify.com/extensions/0192/storefront-chat-7/assets/storefront-chat.js',
    });
  });

  it('the page is told in a store that tracks, so that our server takes it', async () => {
    const { facts: told } = await embed(page, tracked);
    expect(told).toEqual({ locale: 'en', currency: 'EUR', ...facts });
    for (const event of eventsOf(told ?? {})) expect(check(event)).toEqual([]);
  });

  it('the page is the same for whoever is signed in', async () => {
    for (const settings of [filled, tracked]) {
      const [guests, theirs] = [await embed(page, settings), await embed(signedIn(page), settings)];
      expect(theirs.html).toBe(guests.html);
      expect(guests.html).not.toMatch(/never-to-be-told|ann\.of|Annabelle|7310000000001|owner@/);
    }
  });
});

/** What our server would say against an event. */
function check(event: object): unknown[] {
  const absolute = JSON.parse(JSON.stringify(event), (name, value) =>
    name === 'url' ? new URL(value, 'https://tea.example').href : value,
  );
  const whole = { id: '01934f2a-5d00-7000-8000-000000000000', ...absolute };
  return storefrontEventSchema.safeParse(whole).error?.issues ?? [];
}

describe('names of every kind', () => {
  it.each([
    ['quotes', `6" pot, 'oak' \\ "ash"`],
    ['the end of a script', '</script><script>alert(1)</script>'],
    ['a script in a comment', '<!--<script>'],
    ['an entity', 'Salt &amp; pepper & <b>more</b>'],
    ['emoji', '👩🏽‍🌾 tea 🍵'],
    ['right to left', '‏إبريق شاي "أخضر"‏'],
    ['line separators', 'one\u2028two\u2029three\nfour\t'],
    ['what a replacement could take for its own', "$& $1 \\0 $'"],
    ['Liquid', '{{ product }} {% raw %}'],
  ])('%s: stay in their place, with Shopify’s `json` and with others’', async (_what, name) => {
    const words = { title: name.slice(0, 80), greeting: name, launcher: `x${name.trim().slice(0, 30)}x` };
    const hostile = { ...tracked, ...words, store_key: name, proof_path: name, hidden_under: name, color: name };
    const cart = cartOf([{ title: name, variantTitle: name, quantity: 1 }]);
    for (const isJsonEscaped of [true, false]) {
      const product = { ...productOf(name, name), url: name };
      const onProduct = await embed(shopPage('product', { product, shop: { name } }), hostile, isJsonEscaped);
      expect(onProduct.tags).toEqual(['script', 'script', 'noscript', 'script']);
      expect(onProduct.facts?.product).toMatchObject({ name, variant: name, sku: `SKU ${name}`, url: name });
      expect(onProduct.settings.data).toMatchObject({ name, texts: { en: words }, color: '#1f5eff' });
      expect(onProduct.settings.attributes?.['data-proof']).toBe(name.trim());
      expect((await embed(shopPage('cart', { cart }), hostile, isJsonEscaped)).facts?.cart?.lines).toMatchObject([
        { name },
      ]);
      const search = { performed: true, terms: name, results_count: 1 };
      expect((await embed(shopPage('search', { search }), hostile, isJsonEscaped)).facts?.search).toMatchObject({
        term: name,
      });
    }
  });
});

describe('prices', () => {
  it('are as the widget counts them when it reads the cart itself, or not told at all', async () => {
    const told = new Map<string, unknown>();
    const product = { ...productOf('Mug'), selected_or_first_available_variant: { id: 1, title: 'x', price: 199900 } };
    for (const currency of Intl.supportedValuesOf('currency')) {
      const { facts } = await embed(shopPage('product', { product }, { currency }), tracked);
      const { price } = facts?.product ?? {};
      if (price !== undefined) expect([currency, price]).toEqual([currency, minorUnits(1999, currency)]);
      told.set(currency, price);
    }
    expect(['EUR', 'JPY', 'KWD', 'HUF'].map((one) => told.get(one))).toEqual([199_900, 1999, 1_999_000, undefined]);
  });

  it('a cart in a currency of which browsers disagree is left to the widget', async () => {
    const cart = cartOf([{ title: 'Mug', quantity: 1 }], 'HUF');
    expect((await embed(shopPage('cart', { cart }), tracked)).facts).toEqual({
      type: 'cart',
      locale: 'en',
      currency: 'HUF',
    });
  });
});
