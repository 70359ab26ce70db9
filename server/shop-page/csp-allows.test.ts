import { describe, expect, it } from 'vitest';
import { allowsInlineStyle, allowsRequest, allowsScript, matchesSource, parsePolicies } from './csp-allows.ts';

const shop = new URL('https://shop.example/mugs/7');
const chat = 'https://chat.example/w/tea.js';

describe('a source and an address (CSP 3, 6.7.2)', () => {
  it.each<[source: string, url: string, isMatch: boolean]>([
    ['*', chat, true],
    ['*', 'http://chat.example/', true],
    ['*', 'data:text/javascript,1', false],
    ['*', 'blob:https://shop.example/1', false],
    ["'self'", 'https://shop.example/a.js', true],
    ["'SELF'", 'https://shop.example/a.js', true],
    ["'self'", 'https://shop.example:8443/a.js', false],
    ["'self'", 'https://www.shop.example/a.js', false],
    ["'self'", 'http://shop.example/a.js', false],
    ["'none'", chat, false],
    ["'unsafe-inline'", chat, false],
    ['https:', chat, true],
    ['HTTPS:', chat, true],
    ['http:', chat, true],
    ['https:', 'http://chat.example/', false],
    ['wss:', 'wss://chat.example/', true],
    ['ws:', 'wss://chat.example/', true],
    ['data:', 'data:text/javascript,1', true],
    ['chat.example', chat, true],
    ['CHAT.example', chat, true],
    ['chat.example', 'http://chat.example/w/tea.js', false],
    ['http://chat.example', chat, true],
    ['https://chat.example', 'http://chat.example/', false],
    ['chat.example.evil.example', chat, false],
    ['*.example', chat, true],
    ['*.chat.example', chat, false],
    ['*.chat.example', 'https://eu.chat.example/', true],
    ['https://*.chat.example', 'https://a.b.chat.example/', true],
    ['*.chat.example', 'https://evilchat.example/', false],
    ['https://*', chat, true],
    ['chat.example:443', chat, true],
    ['chat.example:8443', chat, false],
    ['chat.example', 'https://chat.example:8443/', false],
    ['chat.example:*', 'https://chat.example:8443/', true],
    ['http://chat.example:80', chat, true],
    ['chat.example/w/', chat, true],
    ['chat.example/w/', 'https://chat.example/assets/composer.js', false],
    ['chat.example/w', chat, false],
    ['chat.example/w/tea.js', chat, true],
    ['chat.example/w/tea.js', 'https://chat.example/w/tea.js?v=1', true],
    ['chat.example/w/t%65a.js', chat, true],
    ['chat.example/', chat, true],
    ['127.0.0.1:4001', 'https://127.0.0.1:4001/w/tea.js', true],
    ['10.0.0.7', 'https://10.0.0.7/w/tea.js', false],
    ['https//chat.example', chat, false],
  ])('%s and %s: %s', (source, url, isMatch) => {
    expect(matchesSource(source, new URL(url), shop)).toBe(isMatch);
  });

  it("'self' of a page without TLS is also itself with TLS", () => {
    const page = new URL('http://shop.example/');
    expect(matchesSource("'self'", new URL('https://shop.example/a.js'), page)).toBe(true);
    expect(matchesSource('chat.example', new URL(chat), page)).toBe(true);
  });
});

describe('a script in the page', () => {
  const sha = 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=';

  it.each<[policy: string, script: { nonce?: string; integrity?: string }, inPage: boolean, added: boolean]>([
    ['', {}, true, true],
    ["img-src 'self'", {}, true, true],
    ["default-src 'none'", {}, false, false],
    ["script-src 'none'", {}, false, false],
    ['default-src chat.example', {}, true, true],
    ["default-src chat.example; script-src 'self'", {}, false, false],
    ["script-src 'self'; script-src-elem chat.example", {}, true, true],
    ["script-src chat.example; script-src-elem 'self'", {}, false, false],
    ["script-src chat.example; script-src 'none'", {}, true, true],
    ["script-src 'nonce-abc'", { nonce: 'abc' }, true, true],
    ["script-src 'nonce-abc'", { nonce: 'ABC' }, false, false],
    ["script-src 'nonce-abc'", {}, false, false],
    ["script-src 'nonce-'", { nonce: '' }, false, false],
    ["script-src 'nonce-abc' chat.example", {}, true, true],
    ["script-src 'strict-dynamic' chat.example https: 'unsafe-inline'", {}, false, true],
    ["script-src 'nonce-abc' 'strict-dynamic'", { nonce: 'abc' }, true, true],
    ["script-src 'nonce-abc' 'strict-dynamic' chat.example", {}, false, true],
    [`script-src '${sha}'`, { integrity: sha }, true, true],
    [`script-src '${sha}'`, { integrity: `${sha} sha384-other` }, false, false],
    ["script-src 'self'", { integrity: sha }, false, false],
  ])('%s with %o', (policy, script, inPage, added) => {
    const judged = (isParserInserted: boolean) =>
      parsePolicies(policy).every((one) =>
        allowsScript(one, { url: new URL(chat), ...script, isParserInserted }, shop),
      );
    expect([judged(true), judged(false)]).toEqual([inPage, added]);
  });

  it('a header may carry several policies, and each has its say', () => {
    const policies = parsePolicies("script-src chat.example, default-src 'self',");
    expect(policies.map((one) => allowsScript(one, { url: new URL(chat), isParserInserted: true }, shop))).toEqual([
      true,
      false,
    ]);
  });
});

describe('what else a page fetches and writes', () => {
  it.each<[directive: 'connect-src' | 'frame-src', policy: string, isAllowed: boolean]>([
    ['connect-src', "script-src 'self'", true],
    ['connect-src', "default-src 'self'", false],
    ['connect-src', "default-src 'none'; connect-src 'self' https://chat.example", true],
    ['frame-src', "child-src 'self'; default-src *", false],
    ['frame-src', "child-src 'none'; frame-src https://*.example", true],
  ])('%s under %s: %s', (directive, policy, isAllowed) => {
    const judged = parsePolicies(policy).every((one) => allowsRequest(one, directive, new URL(chat), shop));
    expect(judged).toBe(isAllowed);
  });

  it.each<[policy: string, isAllowed: boolean]>([
    ["script-src 'self'", true],
    ["default-src 'self'", false],
    ["style-src 'self' 'unsafe-inline'", true],
    ["style-src 'unsafe-inline' 'nonce-abc'", false],
    ["style-src 'unsafe-inline'; style-src-attr 'none'", false],
    ["style-src 'none'; style-src-elem 'unsafe-inline'; style-src-attr 'unsafe-inline'", true],
  ])('styles under %s: %s', (policy, isAllowed) => {
    expect(parsePolicies(policy).every(allowsInlineStyle)).toBe(isAllowed);
  });
});
