import { beforeAll, expect, it } from 'vitest';
import { settings } from './save-settings.ts';
import type { WordPressShop } from './wordpress-shop.ts';

export function testButton(given: () => WordPressShop) {
  let cookie: string;
  beforeAll(async () => {
    cookie = await given().cookieOf('admin');
  });

  /** @returns check -> `ok`, `warning` or `error`, and what is said */
  async function press(): Promise<Record<string, string>> {
    const { html, wordpress } = given();
    const form = /value="storefront_chat_test".*?name="_wpnonce" value="(\w+)"/s.exec(await html(settings, cookie));
    const body = new URLSearchParams({ action: 'storefront_chat_test', _wpnonce: form?.[1] ?? '' });
    const sent = { method: 'POST', body, headers: { cookie }, redirect: 'manual' } as const;
    expect((await fetch(`${wordpress.url}/wp-admin/admin-post.php`, sent)).status).toBe(302);
    const found = (await html(settings, cookie)).matchAll(/<li data-check="(\w+)" data-state="(\w+)">(.*?)<\/li>/gs);
    return Object.fromEntries([...found].map(([, check, state, words]) => [check, `${state}: ${words}`]));
  }

  it('what is good', async () => {
    await given().connect();
    expect(await press()).toMatchObject({
      server: expect.stringMatching(/^ok: .*hornero/s),
      origin: expect.stringMatching(/^ok/),
      secret: expect.stringMatching(/^ok/),
    });
  });

  it.each([
    ['that nobody answers there', { server: 'http://127.0.0.1:9' }, 'server', /^error: .*cannot be reached/s],
    ['that it knows no such store', { store_key: 'nobody-knows' }, 'server', /^error: .*no store with this key/s],
  ])('%s', async (_, wrong, check, words) => {
    await given().connect(wrong);
    expect((await press())[check]).toMatch(words);
  });

  it('that this is some other server', async () => {
    const { connect, scenario } = given();
    await connect({ server: scenario.demo.shopUrl });
    expect((await press()).server).toMatch(/^error: .*no storefront-chat server/s);
  });

  it('that it is in trouble', async () => {
    const { connect, scenario } = given();
    await connect();
    await scenario.switches.server('error-500');
    const { server } = await press();
    await scenario.switches.allWell();
    expect(server).toMatch(/^error: .*in trouble/s);
  });

  it('that this shop’s pages may not chat, and what to do', async () => {
    const { connect, origins, scenario } = given();
    await connect();
    await scenario.demo.changeStore({ origins: [scenario.demo.shopUrl] });
    const { origin } = await press();
    await scenario.demo.changeStore({ origins });
    expect(origin).toMatch(/^error: .*--origins/s);
  });

  it.each([
    ['chat', { isChatOn: false }, { isChatOn: true }, /^warning: .*--chat/s],
    ['widget', { isWidgetOn: false }, { isWidgetOn: true }, /^error: .*--widget/s],
    ['tracking', { isTrackingOn: false }, { isTrackingOn: true }, /^warning: .*--tracking/s],
  ])('that %s is switched off', async (check, off, on, words) => {
    const { connect, scenario } = given();
    await connect();
    await scenario.demo.changeStore(off);
    const findings = await press();
    await scenario.demo.changeStore(on);
    expect(findings[check]).toMatch(words);
  });

  it.each([
    ['that an optimiser holds the script back', 'rig_optimiser', 'delay', 'page', /^warning: .*holds our script back/s],
    ['that an optimiser has made one file of all', 'rig_optimiser', 'combine', 'page', /^warning: .*file of its own/s],
    ['nothing of one that does no harm', 'rig_optimiser', 'minify', 'page', /^ok/],
    ['which policy keeps the script away', 'rig_policy', "script-src 'none'", 'csp', /^error: .*script-src/s],
    ['which policy keeps our server away', 'rig_policy', "connect-src 'self'", 'csp', /^error: .*connect-src/s],
    ['which policy keeps Chatwoot away', 'rig_policy', "frame-src 'self'", 'csp', /^warning: .*frame-src/s],
  ])('%s', async (_, option, value, check, words) => {
    const { connect, setOption } = given();
    await connect();
    await setOption(option, value);
    const findings = await press();
    await setOption(option, '');
    expect(findings[check]).toMatch(words);
  });
}
