import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { themeCheckRun } from '@shopify/theme-check-node';
import { Ajv, type ValidateFunction } from 'ajv';
import { parse } from 'smol-toml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildShopifyApp } from '../../scripts/build-shopify-app.ts';
import { extension, flatten, readLocale, schemaOf } from './test-support/render-block.ts';

const root = mkdtempSync(join(tmpdir(), 'storefront-chat-shopify-'));
const app = `${root}/app`;
const built = `${app}/extensions/storefront-chat`;
beforeAll(() => {
  // Of this test's own: what `npm run build:browser` has made may be half-written by somebody else.
  mkdirSync(`${root}/files`);
  writeFileSync(`${root}/files/storefront-chat.js`, 'window.loaded = true;\n');
  buildShopifyApp(app, `${root}/files`);
});
afterAll(() => rmSync(root, { recursive: true }));

const blocks = ['chat-embed', 'contact-form'];
const localeFiles = readdirSync(`${extension}/locales`).map((file) => file.replace(/\.json$/, ''));

describe('the app', () => {
  it('asks for the proxy alone, and names addresses of our server that exist', () => {
    const config = parse(readFileSync(`${app}/shopify.app.toml`, 'utf8'));
    const store = 'https://chat.example.com/v1/stores/YOUR-STORE-KEY';
    expect(config).toMatchObject({
      access_scopes: { scopes: 'write_app_proxy' },
      app_proxy: { url: `${store}/identity/shopify`, prefix: 'apps', subpath: 'storefront-chat' },
      webhooks: {
        api_version: '2026-10',
        subscriptions: [
          { topics: ['app/uninstalled'], uri: `${store}/shopify/webhooks` },
          {
            compliance_topics: ['customers/data_request', 'customers/redact', 'shop/redact'],
            uri: `${store}/shopify/webhooks`,
          },
        ],
      },
    });
    // The theme asks where the proxy answers.
    const { default: path } = schemaOf('chat-embed').settings.find(({ id }) => id === 'proof_path') ?? {};
    expect(path).toBe('/apps/storefront-chat');
  });

  it('is laid out as Shopify’s command line takes it, with nothing of our tests', () => {
    const files = readdirSync(app, { recursive: true, encoding: 'utf8', withFileTypes: true });
    const folders = files.filter((file) => !file.isDirectory()).map(({ parentPath }) => parentPath);
    const known = ['assets', 'blocks', 'locales', 'snippets'].map((folder) => `${built}/${folder}`);
    expect([...new Set(folders)].sort()).toEqual([app, built, ...known]);
    expect(readdirSync(app).sort()).toEqual(['extensions', 'shopify.app.toml']);
    expect(parse(readFileSync(`${built}/shopify.extension.toml`, 'utf8'))).toMatchObject({ type: 'theme' });
  });

  it('passes theme-check as an extension of an app', async () => {
    const { offenses } = await themeCheckRun(built, 'theme-check:theme-app-extension');
    expect(offenses.map(({ check, message, uri }) => [check, message, uri])).toEqual([]);
  });

  it('is not built with an asset that is too large, or with none', () => {
    const folder = `${root}/large`;
    mkdirSync(folder);
    expect(() => buildShopifyApp(`${root}/never`, folder)).toThrow('npm run build:browser');
    writeFileSync(`${folder}/storefront-chat.js`, Buffer.from(crypto.getRandomValues(new Uint8Array(12_000))));
    expect(() => buildShopifyApp(`${root}/never`, folder)).toThrow(/10000 bytes.*storefront-chat\.js \(1\d{4}\)/);
    expect(readdirSync(root)).not.toContain('never');
  });

  it('has no more Liquid than Shopify takes', () => {
    const liquid = ['blocks', 'snippets'].flatMap((folder) =>
      readdirSync(`${built}/${folder}`).map((file) => `${folder}/${file}`),
    );
    expect(liquid.reduce((sum, file) => sum + statSync(`${built}/${file}`).size, 0)).toBeLessThan(100_000);
  });
});

let validate: ValidateFunction;
beforeAll(() => {
  validate = blockValidator();
});

describe.each(blocks)('the schema of %s', (block) => {
  const schema = schemaOf(block);

  it('is what Shopify’s own schemas allow', () => {
    expect([validate(schema), validate.errors]).toEqual([true, null]);
    expect(validate({ ...schema, target: 'checkout' })).toBe(false);
    expect(validate({ ...schema, settings: [{ type: 'text', id: 'a', label: 'A', max: 3 }] })).toBe(false);
  });

  it('has settings that are told apart, and not too many', () => {
    const ids = schema.settings.flatMap(({ id }) => id ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    expect(schema.settings.length).toBeLessThanOrEqual(25);
    for (const { type, min, max, step, default: value } of schema.settings) {
      if (type !== 'range') continue;
      const [low, high, by, first] = [min, max, step, value].map(Number) as [number, number, number, number];
      expect([(high - low) / by <= 100, (first - low) % by]).toEqual([true, 0]);
    }
  });

  it('has a text for whatever it names', () => {
    const texts = flatten(readLocale('en.default.schema'));
    const named = [...JSON.stringify(schema).matchAll(/"t:([\w.]+)"/g)].map(([, key = '']) => key);
    expect(named.filter((key) => !texts.has(key))).toEqual([]);
    expect(schema.name).toMatch(/^t:/);
  });
});

describe('texts', () => {
  it.each(localeFiles)('%s has the keys of the default, and fits', (file) => {
    const isSchema = file.endsWith('.schema');
    const keys = (name: string) => [...flatten(readLocale(name)).keys()].sort();
    expect(keys(file)).toEqual(keys(isSchema ? 'en.default.schema' : 'en.default'));
    expect(statSync(`${extension}/locales/${file}.json`).size).toBeLessThan(15_000);
    expect([...flatten(readLocale(file)).values()].filter((text) => !text.trim())).toEqual([]);
  });

  it('none is left that no block names', () => {
    const named = blocks.map((block) => JSON.stringify(schemaOf(block))).join();
    expect([...flatten(readLocale('en.default.schema')).keys()].filter((key) => !named.includes(`"t:${key}"`))).toEqual(
      [],
    );
  });

  it('every block has a name that fits the editor’s list', () => {
    const names = localeFiles
      .filter((file) => file.endsWith('.schema'))
      .flatMap((file) => ['embed.name', 'form.name'].map((key) => flatten(readLocale(file)).get(key) ?? ''));
    expect(names.filter(({ length }) => length === 0 || length > 25)).toEqual([]);
  });
});

/** Only a name: their schemas name each other by it. */
const shopify = 'https://shopify.invalid';

/** Shopify has no schema for blocks of an app: ours says what stands around the settings, theirs what a setting is. */
function blockValidator() {
  const require = createRequire(import.meta.url);
  const ajv = new Ajv({ strict: false, allErrors: true });
  ajv.addSchema(require('@shopify/theme-check-docs-updater/data/setting.json'), `${shopify}/setting.json`);
  ajv.addSchema(require('@shopify/theme-check-docs-updater/data/settings.json'), `${shopify}/settings.json`);
  const templates = {
    type: 'object',
    properties: { templates: { type: 'array', items: { type: 'string' } } },
    additionalProperties: false,
  };
  return ajv.compile({
    $id: `${shopify}/app-block.json`,
    type: 'object',
    required: ['name', 'target', 'settings'],
    properties: {
      name: { type: 'string' },
      target: { enum: ['section', 'head', 'body', 'compliance_head'] },
      settings: { $ref: './settings.json' },
      enabled_on: templates,
      disabled_on: templates,
    },
    additionalProperties: false,
  });
}
