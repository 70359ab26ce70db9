import { readFileSync } from 'node:fs';
import { po } from 'gettext-parser';
import { expect, it } from 'vitest';
import { chatInHtml } from './chat-in-html.ts';
import { saveSettings, settings } from './save-settings.ts';
import { takePicture } from './take-picture.ts';
import type { WordPressShop } from './wordpress-shop.ts';

const languages = new URL('../../../theme-snippets/woocommerce/storefront-chat/languages/', import.meta.url);

export function settingsPage(given: () => WordPressShop) {
  it('an owner enters address, key and secret, and chat is on the pages; the secret is never shown again', async () => {
    const { disconnect, html, identitySecret, owner, scenario, wordpress } = given();
    await disconnect();
    expect(chatInHtml(await html('/')).source).toBe('');
    const { page } = owner;
    await owner.visit(settings);
    await page.getByLabel('Server address').fill(`${scenario.demo.serverUrl}/`);
    await page.getByLabel('Store key').fill('demo');
    await page.getByLabel('Identity secret').fill(identitySecret);
    await page.getByLabel('Position').selectOption({ label: 'Bottom left' });
    await page.getByLabel('Colour').fill('#8A2BE2');
    await page.getByRole('checkbox', { name: /agents/ }).check();
    expect(await saveSettings(page)).toEqual([expect.stringContaining('Settings saved.')]);

    await page.getByRole('button', { name: 'Test the connection' }).click();
    await page.locator('[data-check=origin][data-state=ok]').waitFor();
    await takePicture(page, 'woocommerce-settings.png', '#wpbody-content');

    expect(await page.content()).not.toContain(identitySecret);
    expect(await page.getByLabel('Identity secret').inputValue()).toBe('');
    expect(await page.getByLabel('Identity secret').getAttribute('placeholder')).toBe('stored');
    const { attributes, settings: told } = chatInHtml(await html('/'));
    expect(told).toMatchObject({ server: scenario.demo.serverUrl, storeKey: 'demo', name: 'hornero', tracking: true });
    expect(attributes).toMatchObject({ 'data-position': 'left', 'data-color': '#8a2be2' });
    const rows = await wordpress.run<{ option_value: string; autoload: string }[]>(
      'global $wpdb; return $wpdb->get_results("SELECT * FROM $wpdb->options WHERE option_name LIKE \'storefront%\'");',
    );
    expect(JSON.stringify(rows)).not.toContain(identitySecret);
    expect(rows.find(({ option_value }) => option_value.startsWith('sealed:'))).toMatchObject({ autoload: 'no' });
  });

  it('what is wrong is refused in words, and stays as it was; the rest is saved', async () => {
    const { connect, html, owner } = given();
    await connect();
    const { page } = owner;
    const before = chatInHtml(await html('/')).settings;
    const wrong = {
      'Server address': 'http://chat.example.com',
      'Store key': 'no such/key',
      Colour: 'red;}</style>',
      'Identity secret': 'too short',
    };
    await owner.visit(settings);
    await page.getByLabel('Contact link').fill('Write <b>to</b> us');
    for (const [label, value] of Object.entries(wrong)) await page.getByLabel(label).fill(value);
    const notices = `${await saveSettings(page)}`;
    for (const words of [/https/, /letters, digits and hyphens/, /colour/, /32 characters/])
      expect(notices).toMatch(words);
    const after = chatInHtml(await html('/'));
    expect(after.settings).toEqual(before);
    expect(after.contactLink).toContain('>Write to us<');
    expect(await page.getByLabel('Identity secret').getAttribute('placeholder')).toBe('stored');
  });

  it('a secret that is to be forgotten is', async () => {
    const { connect, owner, wordpress } = given();
    await connect();
    await owner.visit(settings);
    await owner.page.getByLabel('Forget it').check();
    await saveSettings(owner.page);
    expect(await wordpress.run('return get_option("storefront_chat_secret");')).toBe('');
    await connect();
  });

  it('is for those who run the shop alone, and for forms of this site', async () => {
    const { cookieOf, newTab, wordpress } = given();
    const customer = await newTab();
    await customer.logIn('ana');
    const answer = await customer.visit(settings);
    expect(answer?.status()).toBe(403);
    const forms = {
      'options.php': {
        option_page: 'storefront_chat',
        action: 'update',
        'storefront_chat[server]': 'https://evil.example',
      },
      'admin-post.php': { action: 'storefront_chat_test' },
    };
    for (const who of ['ana', 'admin'] as const) {
      const headers = { cookie: await cookieOf(who) };
      for (const [path, fields] of Object.entries(forms)) {
        const sent = { method: 'POST', body: new URLSearchParams(fields), headers, redirect: 'manual' } as const;
        const refused = await fetch(`${wordpress.url}/wp-admin/${path}`, sent);
        expect([who, path, refused.status]).toEqual([who, path, 403]);
      }
    }
    const options = await wordpress.run<{ server: string }>('return get_option("storefront_chat");');
    expect(options.server).not.toContain('evil');
  });

  it.each(['nl_NL', 'de_DE'])('speaks %s', async (locale) => {
    const { owner, wordpress } = given();
    await wordpress.run('update_user_meta(1, "locale", $given); return true;', locale);
    try {
      await owner.visit(settings);
      const words = await owner.page.locator('.form-table').first().innerText();
      for (const text of ['Server address', 'Store key', 'Where your storefront-chat server runs.']) {
        expect(words).toContain(translated(text, locale));
        expect(words).not.toContain(text);
      }
    } finally {
      await wordpress.run('delete_user_meta(1, "locale"); return true;');
    }
  });
}

/** As the plugin's translators have it. @param locale of WordPress: `nl_NL` */
function translated(text: string, locale: string): string {
  const { translations } = po.parse(readFileSync(new URL(`storefront-chat-${locale}.po`, languages)));
  return translations['']?.[text]?.msgstr[0] ?? '';
}
