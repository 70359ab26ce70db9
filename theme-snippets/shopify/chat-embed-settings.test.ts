import { describe, expect, it } from 'vitest';
import { embed, filled, settingsSchema, tracked } from './test-support/embed.ts';
import { readLocale } from './test-support/render-block.ts';
import { productOf, type ShopPage, shopPage } from './test-support/shop-pages.ts';

describe('settings of the block', () => {
  const data = async (settings: object, page = shopPage('index')) =>
    (await embed(page, { ...filled, ...settings })).settings.data;

  it('look and place go along', async () => {
    const look = { color: '#0A7D4F', position: 'left', offset_x: 0, offset_y: 96, size: 44 };
    expect(await data(look)).toMatchObject({ color: '#0a7d4f', position: 'left', offsetX: 0, offsetY: 96, size: 44 });
  });

  it('an address is taken with a slash and spaces around it, and tidied', async () => {
    expect((await data({ server: ' https://chat.example.com/ ' })).server).toBe('https://chat.example.com');
  });

  it.each([
    ['/cart', '/cart', '/cart/more'],
    [' /pages/wholesale* , /a.b ', '/pages/wholesale-eu', '/pages/retail'],
    ['/a.b', '/a.b', '/axb'],
    ['/pages/größe', '/pages/gr%C3%B6%C3%9Fe', '/pages/groesse'],
    ['/pages/a+(b)[c]$^|{2}', '/pages/none', '/'],
  ])('pages without chat: %s', async (hidden_on, away, there) => {
    const pattern = new RegExp((await data({ hidden_on })).hiddenOn);
    if (!hidden_on.includes('[')) expect(pattern.test(away)).toBe(true);
    expect(pattern.test(there)).toBe(false);
  });

  it('a selector is added to that of dialogs', async () => {
    expect((await data({ hidden_under: '.cart-drawer.is-open' })).hiddenUnder).toBe(
      'dialog[open],.cart-drawer.is-open',
    );
  });

  it('no launcher, and nobody who is asked who is signed in', async () => {
    const { settings } = await embed(shopPage('index'), { ...filled, show_launcher: false, proof_path: '' });
    expect(settings.attributes).toEqual({
      type: 'application/json',
      'data-storefront-chat': 'settings',
      'data-launcher': 'none',
    });
  });

  it.each([
    ['de', { launcher: 'Mit uns chatten' }],
    ['pt-BR', { launcher: 'Ajuda por chat', pack: 'pt' }],
    ['ar', { launcher: 'تحدث معنا', dir: 'rtl' }],
    ['he', { launcher: 'Chat with us', pack: 'en', dir: 'rtl' }],
    ['da', { launcher: 'Chat with us', pack: 'en' }],
  ])('the launcher speaks the language of the page: %s', async (language, texts) => {
    expect(await data({}, shopPage('index', {}, { language }))).toMatchObject({
      locale: language,
      texts: { [language]: texts },
    });
  });

  it('the launcher says what it says elsewhere', async () => {
    for (const language of ['ar', 'de', 'es', 'fr', 'it', 'nl', 'pl', 'pt-PT', 'en.default']) {
      const { pack } = await import(`../../widget/src/texts/${language.slice(0, 2)}.ts`);
      expect(readLocale(language)).toMatchObject({ chat: { launcher: pack.launcher } });
    }
  });
});

describe('in the theme editor', () => {
  const inEditor = (page: ShopPage) => ({ ...page, request: { ...page.request, design_mode: true } });

  it('the launcher is there to be looked at: nothing is told, nobody is asked for, chat stays away', async () => {
    const { tags, settings, facts } = await embed(
      inEditor(shopPage('product', { product: productOf('Mug') })),
      tracked,
    );
    expect([tags, facts]).toEqual([['script', 'noscript', 'script'], undefined]);
    expect(settingsSchema.parse(settings.data)).toMatchObject({ widget: true, chat: false });
    expect(settings.data).not.toHaveProperty('tracking');
    expect(settings.attributes).not.toHaveProperty('data-proof');
  });

  it.each([
    ['no address', { store_key: 'st_demo' }],
    ['no key', { server: 'https://chat.example.com', store_key: ' ' }],
    ['an address without https', { ...filled, server: 'chat.example.com' }],
    ['an address that is a script', { ...filled, server: 'javascript:alert(1)' }],
  ])('%s: a hint says what to fill in; the shop itself shows nothing', async (_what, settings) => {
    const hint = await embed(inEditor(shopPage('index')), settings);
    expect([hint.tags, hint.html]).toEqual([['p'], expect.stringContaining('address of your server')]);
    expect((await embed(shopPage('index'), settings)).html.trim()).toBe('');
  });

  it('a picture of the theme has no chat in it', async () => {
    const page = shopPage('index');
    const pictured = { ...page, request: { ...page.request, visual_preview_mode: true } };
    expect((await embed(pictured)).html.trim()).toBe('');
  });
});

it('without scripts there is a way to write', async () => {
  const { html } = await embed(shopPage('index'), { ...filled, store_key: 'a/b' });
  expect(html).toContain('<a rel="nofollow" href="https://chat.example.com/contact/a%2Fb">Write to us</a>');
});
