import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { pluginFiles } from '../../scripts/wordpress-plugin/plugin-files.ts';
import { zipFiles } from '../../scripts/wordpress-plugin/zip-files.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('the zip that one uploads to WordPress', () => {
  const zip = zipFiles('storefront-chat', pluginFiles(root));
  const files = unzipSync(zip);
  const paths = Object.keys(files);

  it('is one folder with all of the plugin: sources, widget, translations, licence', () => {
    for (const path of [
      'storefront-chat.php',
      'uninstall.php',
      'readme.txt',
      'LICENSE.txt',
      'includes/class-plugin.php',
      'assets/storefront-chat.js',
      'assets/composer.js',
      'assets/woocommerce.js',
      'assets/texts-nl.js',
      'languages/storefront-chat.pot',
      'languages/storefront-chat-nl_NL.po',
      'languages/storefront-chat-nl_NL.mo',
    ]) {
      expect([path, files[`storefront-chat/${path}`]?.length]).toEqual([path, expect.any(Number)]);
    }
  });

  it('has nothing in it that is of no use in a shop', () => {
    const useful = /^storefront-chat\/(\w[\w-]*\.(php|txt)|(includes|assets|languages)\/[\w-]+\.(php|js|pot?|mo))$/;
    expect(paths.filter((path) => !useful.test(path))).toEqual([]);
    expect(paths.filter((path) => /test|shopify/.test(path))).toEqual([
      'storefront-chat/assets/self-test.js',
      'storefront-chat/includes/class-connection-test.php',
      'storefront-chat/includes/class-home-page-test.php',
      'storefront-chat/includes/class-test-button.php',
    ]);
  });

  it('is the same bytes whenever and wherever it is built', () => {
    const zone = process.env.TZ;
    try {
      for (const TZ of ['Pacific/Auckland', 'America/Los_Angeles']) {
        process.env.TZ = TZ;
        const shuffled = new Map([...pluginFiles(root)].reverse());
        expect([TZ, hash(zipFiles('storefront-chat', shuffled))]).toEqual([TZ, hash(zip)]);
      }
    } finally {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    }
  });

  it('names no place of whoever built it', () => {
    for (const [path, content] of Object.entries(files)) {
      expect([path, Buffer.from(content).includes(root)]).toEqual([path, false]);
    }
  });

  it('is small: a shop’s server unpacks it in a moment', () => {
    expect(zip.length).toBeLessThan(250_000);
  });
});
