import { expect } from 'vitest';

/** What a shop hands our include. */
export interface Values {
  server: unknown;
  store_key: unknown;
  nonce: unknown;
  proof: unknown;
  contact: unknown;
  page: unknown;
}

export interface Case {
  name: string;
  values: Values;
  /** What the page then says of itself; left out: what it was handed. */
  facts?: unknown;
}

export const nothing: Values = { server: null, store_key: null, nonce: null, proof: null, contact: null, page: null };
const shop = { ...nothing, server: 'https://chat.example.com', store_key: 'tea-house' };

/** Names of products, nonces, addresses: whatever somebody could have written there. */
const hostileWords = {
  quotes: `6" pot, 'oak' \\ "ash" \``,
  'the end of a script': '</script><script>window.hacked = 1</script>',
  'the end of an attribute': '"><img src=x onerror="window.hacked = 1">',
  'a script in a comment': '<!--<script>',
  'the end of a comment': '--><script>window.hacked = 1</script>]]>',
  'the end of a noscript': '</a></noscript></body><script>window.hacked = 1</script>',
  'an entity': 'Salt &amp; pepper &quot;&#34; & <b>more</b>',
  emoji: '👩🏽‍🌾 tea 🍵',
  'right to left': '‏إبريق شاي "أخضر"‏',
  'line separators': 'one\u2028two\u2029three\nfour\tfive',
  backslashes: 'C:\\u003c\\" \\\\',
  'what a replacement could take for its own': "$& $1 \\0 \\1 $' %s %5C",
  'Liquid, Twig, Jinja or Handlebars': '{{ 7 | times: 7 }} {% raw %} {{{ 7 }}} {# seven #} {%- endmacro %}',
  'EJS, ERB or PHP': `<%= 7 * 7 %> <%- 7 %> <?php echo 7; ?> #{7} \${7}`,
  Blade: '@php exit(1) @endphp {!! 7 !!} {{ 7 * 7 }} @endif',
  'an object of another world': '__proto__',
  'an address without a path': '?a=b&c=d#e',
};

const item = (word: string) => ({
  id: word,
  name: word,
  variant: word,
  variantId: word,
  sku: word,
  currency: word,
  url: word,
  price: 1999,
});
const line = (word: string) => ({ ...item(word), quantity: 1.5 });
const wholePage = (word: string) => ({
  type: word,
  locale: word,
  currency: word,
  product: item(word),
  cart: { currency: word, total: 5290, itemCount: 2.5, lines: [line(word), line('other')] },
  order: { id: word, currency: word, total: -1, lines: [line(word)] },
  search: { term: word, results: 0 },
});

export const hostileCases: Case[] = Object.entries(hostileWords).map(([name, word]) => ({
  name: `${name}, in every place`,
  values: {
    server: `https://chat.example.com/${word}`,
    store_key: word,
    nonce: word,
    proof: `/chat-proof?${word}`,
    contact: word,
    page: wholePage(word),
  },
}));

export const ordinaryCases: Case[] = [
  { name: 'a page of a shop', values: { ...shop, nonce: 'r4nd+om/==', proof: '/chat-proof', page: wholePage('mug') } },
  { name: 'nothing but server and key', values: shop },
  { name: 'empty texts', values: { ...shop, nonce: '', proof: '', contact: '' } },
  { name: 'a slash at the end of the server', values: { ...shop, server: 'http://127.0.0.1:4001/' } },
  { name: 'words of its own on the link', values: { ...shop, contact: 'Schrijf ons' } },
  { name: 'no link', values: { ...shop, contact: false } },
  { name: 'a proof at a whole address', values: { ...shop, proof: 'https://shop.example/chat-proof' } },
  {
    name: 'a page that says nothing of itself',
    values: { ...shop, page: { type: '', locale: null } },
    facts: { type: 'other' },
  },
  {
    name: 'an empty cart',
    values: { ...shop, page: { type: 'cart', cart: { total: 0, itemCount: 0, lines: [] } } },
  },
  {
    name: 'numbers for words, and nothing for what there is not',
    values: {
      ...shop,
      page: {
        type: 'order',
        locale: null,
        currency: '',
        product: null,
        order: { id: 1042, total: 100, lines: [{ id: 7, name: 7, sku: null, variant: '', price: 0 }] },
      },
    },
    facts: { type: 'order', order: { id: '1042', total: 100, lines: [{ id: '7', name: '7', price: 0 }] } },
  },
  {
    name: 'an order and a cart without lines',
    values: { ...shop, page: { type: 'order', cart: { total: 1, itemCount: 1 }, order: { id: '1042', total: 100 } } },
    facts: { type: 'order', cart: { total: 1, itemCount: 1, lines: [] }, order: { id: '1042', total: 100, lines: [] } },
  },
  {
    name: 'what is nobody’s business',
    values: {
      ...shop,
      page: {
        type: 'account',
        customer: { email: 'ann@mail.example' },
        product: { id: '7', name: 'Mug', cost: 3 },
        cart: {
          total: 1,
          itemCount: 1,
          note: 'For Ann',
          lines: [{ id: '7', name: 'Mug', quantity: 1, engraving: 'Ann' }],
        },
        order: { id: '1042', total: 1, email: 'ann@mail.example', lines: [] },
        search: { term: 'mug', by: 'Ann' },
      },
    },
    facts: {
      type: 'account',
      product: { id: '7', name: 'Mug' },
      cart: { total: 1, itemCount: 1, lines: [{ id: '7', name: 'Mug', quantity: 1 }] },
      order: { id: '1042', total: 1, lines: [] },
      search: { term: 'mug' },
    },
  },
  {
    name: 'characters that HTML has no place for',
    values: { ...shop, page: { type: 'search', search: { term: 'nul \0, return \r\n, bell \u0007, delete \u007f' } } },
  },
];

/** Not what was asked for, which is no reason for a page not to come. */
const crookedPages = [
  3,
  'product',
  ['product'],
  { type: ['product'], locale: { language: 'en' } },
  { product: 'Mug', cart: 7, order: ['1042'], search: 'mug' },
  { product: { id: ['7'], name: { en: 'Mug' }, price: '19.99' } },
  { cart: { lines: 'Mug' }, order: { lines: { first: { id: 7, name: 'Mug' } } } },
  { cart: { lines: [null, 'Mug', 7, [[]]] }, order: { lines: 7 } },
];
const crooked: Case[] = crookedPages.map((page) => ({
  name: `something of ${JSON.stringify(page)}`,
  values: { ...shop, page },
  facts: expect.any(Object),
}));

const noServer = [
  'javascript:window.hacked=1//',
  'data:text/javascript,window.hacked=1//',
  '//chat.example.com',
  ' https://chat.example.com',
  'x\nhttps://chat.example.com',
  '',
  null,
];
const noProof = [
  'javascript:window.hacked=1',
  'data:text/plain,proof',
  '//elsewhere.example/',
  '/\\elsewhere.example/',
  'https:////elsewhere.example',
  '/',
  '/\t/elsewhere.example/',
  '/\n/elsewhere.example/',
  'x\n/chat-proof',
  ' /chat-proof',
];

const refused: Case[] = [
  ...noServer.map((server) => ({ name: `${JSON.stringify(server)} for a server`, values: { ...shop, server } })),
  ...noProof.map((proof) => ({ name: `${JSON.stringify(proof)} for a proof`, values: { ...shop, proof } })),
  { name: 'no key', values: { ...shop, store_key: '' } },
];

export const cases: Case[] = [...ordinaryCases, ...hostileCases, ...crooked, ...refused];
