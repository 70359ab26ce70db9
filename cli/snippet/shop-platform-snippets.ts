import { existsSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageFile } from '../../server/package-file.ts';
import type { ShopFacts, Snippet, SnippetFile } from './snippet.ts';

const pluginZip = 'storefront-chat.zip';
const appFolder = 'dist/integrations/shopify/';

/** A plugin, which brings the widget along: chat is on the pages although our server is away. */
export function wooCommerceSnippet({ server, storeKey }: ShopFacts): Snippet {
  return {
    platform: 'woocommerce',
    steps: [
      {
        text: `In WordPress, under Plugins > Add New > Upload Plugin, upload ${pluginZip} (from dist/integrations/ of this package, or with --out), and activate it.`,
      },
      {
        text: 'Under WooCommerce > Storefront Chat (Settings > Storefront Chat without WooCommerce) fill in, and save:',
        code: `Server address  ${server}\nStore key       ${storeKey}`,
      },
      {
        text: 'For customers who are signed in to be known: make a key, and paste it there as the identity secret. It is shown once.',
        code: `storefront-chat identity rotate ${storeKey}`,
      },
      { text: 'Press Test the connection there: it says what is wrong, and what to do.' },
    ],
    nonce: 'on every script, by whatever of yours adds nonces to pages of WordPress',
    notes: ['docs/woocommerce.md has all settings, caches and optimisers among them.'],
    remove: 'Deactivate the plugin and delete it: it leaves nothing.',
    files: [{ from: `dist/integrations/${pluginZip}`, to: pluginZip }],
  };
}

/** A theme app extension, and the app that carries it. */
export function shopifySnippet({ server, storeKey, shopifyDomain }: ShopFacts): Snippet {
  const shop = shopifyDomain || 'YOUR-SHOP.myshopify.com';
  return {
    platform: 'shopify',
    steps: [
      {
        text: 'Write the app, filled in for this store, into a folder of your own:',
        code: `storefront-chat snippet ${storeKey} --platform shopify --out shopify-chat`,
      },
      {
        text: "Make an app in Shopify's dashboard, and put its client id into shopify.app.toml in the place of YOUR-CLIENT-ID. Then, in that folder:",
        code: 'npx @shopify/cli app deploy',
      },
      {
        text: "Install the app on the shop. For customers who are signed in to be known, tell our server the shop's permanent address, and the app's client secret by SHOPIFY_CLIENT_SECRET or standard input:",
        code: `storefront-chat stores set ${storeKey} --shopify-domain ${shop} --shopify-secret`,
      },
      {
        text: 'Open the theme editor, here with your client id, where Live chat stands under App embeds:',
        code: `https://${shop}/admin/themes/current/editor?context=apps&activateAppId=YOUR-CLIENT-ID/chat-embed`,
      },
      {
        text: 'Switch Live chat on, fill in, and save:',
        code: `Address of your server  ${server}\nKey of your store       ${storeKey}`,
      },
    ],
    nonce: "on every script; Shopify's own pages have none",
    notes: ['docs/shopify.md has all settings.'],
    remove: 'Switch the embed off, or uninstall the app: nothing stays in the theme.',
    files: filesBelow(appFolder),
  };
}

/** Where the integrations have not been built, one that whoever is to write them out will miss. */
function filesBelow(folder: string): SnippetFile[] {
  const root = fileURLToPath(packageFile(folder));
  if (!existsSync(root)) return [{ from: `${folder}shopify.app.toml`, to: 'shopify.app.toml' }];
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map(({ parentPath, name }) => relative(root, join(parentPath, name)));
  return paths.sort().map((path) => ({ from: folder + path, to: path }));
}
