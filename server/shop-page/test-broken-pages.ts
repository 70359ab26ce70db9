import { type BrokenPage, facts, forgedProof, product, tagAttributes } from './test-kit.ts';

/** Pages whose tag is fine and something else is not. */
export const brokenPages: BrokenPage[] = [
  [
    'a policy without our server',
    'policy-script',
    /script-src 'self' http:\/\/127/,
    ({ page }) => ({ headers: { 'content-security-policy': `script-src 'self'; connect-src *` }, body: page() }),
  ],
  [
    'a policy in <meta> that lets nothing be sent',
    'policy-server',
    /connect-src 'self' http:\/\/127/,
    ({ page }) => ({
      body: page({ top: `<meta http-equiv="Content-Security-Policy" content="connect-src 'self'">` }),
    }),
  ],
  [
    'one nonce for everybody',
    'policy-nonce',
    /let no cache keep the page/,
    ({ page, tag }) => ({
      headers: { 'content-security-policy': `script-src 'nonce-abc' 'strict-dynamic'` },
      body: page({ head: tag(`${tagAttributes} nonce="abc"`) }),
    }),
  ],
  [
    'a proof of identity in a page from a cache',
    'identity-leak',
    /data-proof=/,
    ({ page, noscript }) => ({
      headers: { age: '30' },
      body: page({ body: `${noscript}<script>login('${forgedProof()}')</script>` }),
    }),
  ],
  [
    'a signed hash in the page',
    'identity-leak',
    /identity rotate/,
    ({ page, noscript }) => ({
      body: page({ body: `${noscript}<script>go({"identifier_hash":"${'0a'.repeat(32)}"})</script>` }),
    }),
  ],
  [
    'a customer’s address in a call',
    'identity-leak',
    /Take it out/,
    ({ page, noscript }) => ({
      body: page({ body: `${noscript}<script>window.$chatwoot.setUser('42',{email:'ana@mail.example'})</script>` }),
    }),
  ],
  [
    'a customer’s address on the tag',
    'identity-leak',
    /Take it out/,
    ({ page, tag }) => ({ body: page({ head: tag(`${tagAttributes} data-email="ana@mail.example"`) }) }),
  ],
  [
    'a proof for whoever asks',
    'proof-open',
    /answer 204 otherwise/,
    ({ page, tag }) => ({ body: page({ head: tag(`${tagAttributes} data-proof="/proof"`) }) }),
    () => ({ '/proof': { headers: { 'cache-control': 'no-store' }, body: `{"jwt":"${forgedProof()}"}` } }),
  ],
  [
    'a proof that caches keep',
    'proof-kept',
    /no-store/,
    ({ page, tag }) => ({ body: page({ head: tag(`${tagAttributes} data-proof="/proof"`) }) }),
    () => ({ '/proof': { status: 204, headers: { 'cache-control': 'max-age=60' } } }),
  ],
  [
    'a proof that other sites may read',
    'proof-shared',
    /access-control-allow-origin/,
    ({ page, tag }) => ({ body: page({ head: tag(`${tagAttributes} data-proof="/proof"`) }) }),
    () => ({
      '/proof': { status: 204, headers: { 'cache-control': 'no-store', 'access-control-allow-origin': '*' } },
    }),
  ],
  [
    'a proof at another site',
    'proof-place',
    /"\/chat-proof"/,
    ({ page, tag }) => ({ body: page({ head: tag(`${tagAttributes} data-proof="https://login.example/proof"`) }) }),
  ],
  [
    'a proof that is a login page',
    'proof-silent',
    /204 to whoever is not signed in/,
    ({ page, tag }) => ({ body: page({ head: tag(`${tagAttributes} data-proof="/proof"`) }) }),
    () => ({ '/proof': { status: 302, headers: { location: '/login', 'cache-control': 'no-store' } } }),
  ],
  [
    'page facts that an apostrophe broke',
    'facts-broken',
    /theme-snippets/,
    ({ page, noscript }) => ({ body: page({ body: noscript + facts(`{"type":"product","name":'Mug'}`) }) }),
  ],
  [
    'prices that are no whole minor units',
    'facts-broken',
    /docs\/tracking\.md/,
    ({ page, noscript }) => ({
      body: page({ body: noscript + facts({ ...product, product: { ...product.product, price: 19.99 } }) }),
    }),
  ],
  [
    'a customer in the page facts',
    'facts-personal',
    /Leave product/,
    ({ page, noscript }) => ({
      body: page({ body: noscript + facts({ ...product, customer: { email: 'ana@mail.example' } }) }),
    }),
  ],
  [
    'a contact link that leads nowhere',
    'noscript-broken',
    /contact\/tea/,
    ({ page, noscript }) => ({ body: page({ body: noscript.replace('/tea', '/tee') }) }),
  ],
  [
    'Chatwoot’s own snippet beside ours',
    'second-chatwoot',
    /room for one chat/,
    ({ page, tag }) => ({
      body: page({ head: `${tag()}<script src="https://chatwoot.example/packs/js/sdk.js"></script>` }),
    }),
  ],
  ['maintenance', 'page-status', /maintenance off/, () => ({ status: 503, headers: { 'retry-after': '60' } })],
  [
    'a password page',
    'page-locked',
    /Preferences/,
    () => ({ status: 302, headers: { location: '/password' } }),
    ({ page }) => ({ '/password': { body: page({ head: '' }) } }),
  ],
  [
    'a login',
    'page-locked',
    /everybody may see/,
    () => ({ status: 302, headers: { location: '/account/login?next=/mug' } }),
    ({ page }) => ({ '/account/login': { body: page({ head: '' }) } }),
  ],
  ['a picture', 'page-type', /address of a page/, () => ({ headers: { 'content-type': 'image/png' }, body: 'PNG' })],
  ['a circle', 'page-silent', /Compare the address/, () => ({ status: 302, headers: { location: '/mug' } })],
];
