import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { packageFile } from '../../server/package-file.ts';
import { shopifySnippet, wooCommerceSnippet } from './shop-platform-snippets.ts';
import type { Snippet } from './snippet.ts';

const tea = { server: 'https://chat.example', storeKey: 'tea', contactWords: 'Write to us' };

const read = (path: string) => readFileSync(packageFile(path), 'utf8');

/** What one is to fill in: `Store key       tea`. */
function fieldsOf({ steps }: Snippet): string[][] {
  const code = steps.flatMap((step) => step.code ?? []).find((text) => text.endsWith('  tea'));
  return (code ?? '').split('\n').map((line) => line.split(/ {2,}/));
}

it('names the fields of the settings in WordPress as they are there, and the values for them', () => {
  const fields = read('theme-snippets/woocommerce/storefront-chat/includes/class-settings-fields.php');
  const named = fieldsOf(wooCommerceSnippet(tea));
  expect(named.map(([, value]) => value)).toEqual(['https://chat.example', 'tea']);
  for (const [label] of named) expect(fields).toContain(`__( '${label}', 'storefront-chat' )`);
});

it("names the embed and its settings as Shopify's theme editor shows them, and the values for them", () => {
  const { embed } = JSON.parse(
    read('theme-snippets/shopify/extensions/storefront-chat/locales/en.default.schema.json'),
  );
  const { steps } = shopifySnippet(tea);
  expect(steps.at(-1)?.text).toContain(`Switch ${embed.name} on`);
  expect(fieldsOf(shopifySnippet(tea))).toEqual([
    [embed.server.label, tea.server],
    [embed.store_key.label, tea.storeKey],
  ]);
});

it('leads to the embed in the editor of the shop, once its address is known', () => {
  const links = (shopifyDomain?: string) =>
    shopifySnippet({ ...tea, ...(shopifyDomain && { shopifyDomain }) }).steps.flatMap(({ code = '' }) =>
      code.startsWith('https:') ? new URL(code) : [],
    );
  const [link] = links('tea-house.myshopify.com');
  expect(link?.host).toBe('tea-house.myshopify.com');
  const block = `${link?.searchParams.get('activateAppId')?.split('/')[1]}.liquid`;
  expect(existsSync(packageFile(`theme-snippets/shopify/extensions/storefront-chat/blocks/${block}`))).toBe(true);
  expect(links()[0]?.href).toContain('your-shop.myshopify.com');
});

it('names a place in the configuration of the app that is there', () => {
  expect(read('theme-snippets/shopify/shopify.app.toml')).toContain('client_id = "YOUR-CLIENT-ID"');
});

it.each([shopifySnippet(tea), wooCommerceSnippet(tea)])(
  'names files that the build has made: $platform',
  ({ files }) => {
    expect(files.length).toBeGreaterThan(0);
    for (const { from } of files) expect(existsSync(packageFile(from))).toBe(true);
  },
);
