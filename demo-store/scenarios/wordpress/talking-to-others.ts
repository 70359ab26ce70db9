import { expect, it } from 'vitest';
import { chatInHtml } from './chat-in-html.ts';
import { settings } from './save-settings.ts';
import { plugin, type WordPressShop } from './wordpress-shop.ts';

/** What the plugin asks the server, and what it tells other plugins. */
export function talkingToOthers(given: () => WordPressShop) {
  it('what the server says later is fetched by schedule; a server that is away changes nothing', async () => {
    const { connect, html, scenario, wordpress } = given();
    await connect();
    const known = chatInHtml(await html('/')).settings;
    const runSchedule = () =>
      wordpress.run('do_action("storefront_chat_refresh"); return wp_next_scheduled("storefront_chat_refresh");');
    await scenario.demo.changeStore({ name: 'Hornero & Sons' });
    expect(await runSchedule()).toEqual(expect.any(Number));
    expect(chatInHtml(await html('/')).settings).toEqual({ ...known, name: 'Hornero & Sons' });
    await scenario.demo.changeStore({ name: 'hornero' });
    await scenario.switches.server('down');
    await runSchedule();
    await scenario.switches.allWell();
    expect(chatInHtml(await html('/')).settings).toEqual({ ...known, name: 'Hornero & Sons' });
    await runSchedule();
  });

  it('nobody is asked before an owner has named a server, and by no page of the shop ever', async () => {
    const { disconnect, html, owner, scenario, wordpress } = given();
    await disconnect();
    const before = wordpress.asked().length;
    for (const path of [settings, '/wp-admin/plugins.php', '/']) await owner.visit(path);
    const ours = ({ url }: { url: string }) => url.startsWith(scenario.demo.serverUrl);
    expect(wordpress.asked().slice(before).filter(ours)).toEqual([]);
    await given().connect();
    for (const path of ['/', '/product/mug/', '/cart/']) await html(path);
    const pages = wordpress
      .asked()
      .filter(ours)
      .map(({ page }) => page);
    expect(pages.length).toBeGreaterThan(0);
    // The rig's own PHP has no page.
    expect(pages.filter((page) => page !== '-' && !page.startsWith('/wp-admin/'))).toEqual([]);
  });

  it('WooCommerce and the consent plugin are told what they want to know', async () => {
    const { setOption, wordpress } = given();
    await setOption('rig_consent', 'optin');
    const told = await wordpress.run(
      `return [
        'features' => Automattic\\WooCommerce\\Utilities\\FeaturesUtil::get_compatible_features_for_plugin($given)['compatible'],
        'consent' => apply_filters("wp_consent_api_registered_$given", false),
        'cookies' => array_keys(wp_get_cookie_info()),
      ];`,
      plugin,
    );
    await setOption('rig_consent', '');
    expect(told).toEqual({
      features: expect.arrayContaining(['custom_order_tables', 'cart_checkout_blocks']),
      consent: true,
      cookies: expect.arrayContaining(['cw_conversation']),
    });
  });
}
