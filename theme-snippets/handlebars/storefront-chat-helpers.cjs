// What storefront-chat.hbs needs and Handlebars has not: Handlebars.registerHelper(require('./storefront-chat-helpers.cjs'))

/** The values of the include, fit for their places: what is left out is not to be printed. */
exports.storefrontChat = ({ hash: { server, store_key: storeKey, nonce, proof, contact, page } }) => {
  const base = /^https?:\/\//.test(server) && String(server).replace(/\/$/, '');
  if (!base || !isThere(storeKey)) return {};
  const key = encodeURIComponent(storeKey);
  // `//elsewhere` and `javascript:` are no addresses of a shop.
  const isProof = /^(https?:\/)?\/[^/\\\s]/.test(proof);
  return {
    script: `${base}/w/${key}.js`,
    nonce,
    proof: isProof ? proof : undefined,
    noProof: isThere(proof) && !isProof,
    facts: page ? pageFacts(page) : undefined,
    form: `${base}/contact/${key}`,
    words: contact === false ? undefined : contact || 'Write to us',
  };
};

/** As JSON for a script element, which `</script>` in a name would end. */
function pageFacts(page) {
  const { product, cart, order, search } = page;
  const facts = {
    type: 'other',
    ...pick(page, ['type', 'locale', 'currency']),
    product: product ? item(product) : undefined,
    cart: cart ? { ...pick(cart, ['currency'], ['total', 'itemCount']), lines: lines(cart) } : undefined,
    order: order ? { ...pick(order, ['id', 'currency'], ['total']), lines: lines(order) } : undefined,
    search: search ? pick(search, ['term'], ['results']) : undefined,
  };
  return JSON.stringify(facts).replace(/</g, '\\u003c');
}

function item(from) {
  return pick(from, ['id', 'name', 'variant', 'variantId', 'sku', 'currency', 'url'], ['price', 'quantity']);
}

function lines(from) {
  return Array.isArray(from.lines) ? from.lines.map(item) : [];
}

/** These fields of it and no other: what is text as text, numbers as they are. */
function pick(from, texts, numbers = []) {
  const picked = {};
  for (const name of texts) if (isThere(from?.[name])) picked[name] = `${from[name]}`;
  for (const name of numbers) if (isThere(from?.[name])) picked[name] = numberOf(from[name]);
  return picked;
}

/** JSON has no BigInt. */
function numberOf(value) {
  return typeof value === 'bigint' ? Number(value) : value;
}

function isThere(value) {
  return value !== undefined && value !== null && value !== '';
}
