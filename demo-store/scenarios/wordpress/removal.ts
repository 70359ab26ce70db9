import { expect, it } from 'vitest';
import { chatInHtml } from './chat-in-html.ts';
import { readDatabase } from './database-contents.ts';
import { saveSettings } from './save-settings.ts';
import { plugin, type WordPressShop } from './wordpress-shop.ts';

/** The last stories: they take away what the others need. */
export function removal(given: () => WordPressShop) {
  it('plain WordPress, without WooCommerce, has chat, and its settings are under Settings', async () => {
    const { desk, html, newTab, owner, wordpress } = given();
    await wordpress.run('deactivate_plugins("woocommerce/woocommerce.php"); return true;');
    try {
      const { facts } = chatInHtml(await html('/about/'));
      expect(facts).toEqual({ type: 'content', locale: 'en-US' });
      const shopper = await newTab();
      await shopper.logIn('ana');
      await shopper.visit('/about/');
      await shopper.chat('On a site that sells nothing');
      await desk.customerOf('On a site that sells nothing');
      await owner.visit('/wp-admin/options-general.php?page=storefront-chat');
      expect(await saveSettings(owner.page)).toEqual([expect.stringContaining('Settings saved.')]);
    } finally {
      await wordpress.run('activate_plugin("woocommerce/woocommerce.php"); return true;');
    }
  });

  it('a plugin that is switched off leaves nothing on the pages, and nothing that is due', async () => {
    const { html, wordpress } = given();
    await wordpress.run(`deactivate_plugins('${plugin}'); return true;`);
    expect(chatInHtml(await html('/product/mug/')).source).toBe('');
    expect(await html('/product/mug/')).not.toMatch(/storefront.chat/i);
    const due = await wordpress.run<object[]>('return array_values(_get_cron_array());');
    expect(JSON.stringify(due)).not.toContain('storefront_chat');
  });

  it('a plugin that is deleted leaves nothing behind: the database is as it was before', async () => {
    const { before, wordpress } = given();
    const kept = await readDatabase(wordpress);
    // Else this would prove nothing.
    expect(kept.options).toEqual(expect.arrayContaining(['storefront_chat', 'storefront_chat_secret']));
    expect(kept.metaKeys).toContain('_storefront_chat_told');
    await wordpress.run(`require_once ABSPATH . 'wp-admin/includes/file.php'; return delete_plugins(['${plugin}']);`);
    expect(await readDatabase(wordpress)).toEqual(before.contents);
    expect(await wordpress.run('return file_exists(WP_PLUGIN_DIR . "/storefront-chat");')).toBe(false);
  });
}
