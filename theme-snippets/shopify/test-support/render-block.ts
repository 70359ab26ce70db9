import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Liquid, type TagToken, type TopLevelToken } from 'liquidjs';

export const extension = fileURLToPath(new URL('../extensions/storefront-chat', import.meta.url));

export interface Surroundings {
  /** Shopify's objects: `request`, `shop`, `product`, … */
  objects: Record<string, unknown>;
  /** Where the extension's files are, as `asset_url` has it. */
  assetsAt?: string;
  /** As Shopify's own, which escapes for a script; else as liquidjs has it, which does not. */
  isJsonEscaped?: boolean;
}

type Settings = Record<string, unknown>;

const someAssets = 'https://cdn.shopify.com/extensions/0192/storefront-chat-7/assets';

/** Renders a block of the extension as Shopify does, with stand-ins for what is Shopify's alone. */
export async function renderBlock(name: string, settings: Settings, surroundings: Surroundings): Promise<string> {
  const { objects } = surroundings;
  const block = { settings: { ...defaultsOf(name), ...settings }, shopify_attributes: '' };
  return engineFor(surroundings).renderFile(name, { block }, { globals: objects });
}

const engines = new Map<string, Liquid>();

/** One for each language, place and `json`: it remembers what it has parsed. */
function engineFor({ objects, isJsonEscaped = false, assetsAt = someAssets }: Surroundings): Liquid {
  const language = (objects as { request?: { locale?: { iso_code?: string } } }).request?.locale?.iso_code ?? 'en';
  const name = [language, assetsAt, isJsonEscaped].join(' ');
  const known = engines.get(name);
  if (known) return known;
  const engine = new Liquid({
    root: `${extension}/blocks`,
    partials: `${extension}/snippets`,
    extname: '.liquid',
    strictFilters: true,
    ownPropertyOnly: true,
    cache: true,
  });
  engine.registerTag('schema', withoutOutput);
  engine.registerFilter('asset_url', (file: string) => `${assetsAt}/${file}`);
  engine.registerFilter('t', (key: string) => translate(key, language));
  if (isJsonEscaped) engine.registerFilter('json', shopifyJson);
  engines.set(name, engine);
  return engine;
}

export interface BlockSchema {
  name: string;
  target: string;
  settings: { type: string; id?: string; default?: unknown; [more: string]: unknown }[];
  [more: string]: unknown;
}

export function schemaOf(block: string): BlockSchema {
  const source = readFileSync(`${extension}/blocks/${block}.liquid`, 'utf8');
  return JSON.parse(/{% schema %}(.*){% endschema %}/s.exec(source)?.[1] ?? '');
}

export function readLocale(file: string): Record<string, unknown> {
  return JSON.parse(readFileSync(`${extension}/locales/${file}.json`, 'utf8'));
}

/** `{ chat: { launcher: … } }` -> `chat.launcher` -> … */
export function flatten(texts: object, before = ''): Map<string, string> {
  return new Map(
    Object.entries(texts).flatMap(([name, value]): [string, string][] =>
      typeof value === 'string' ? [[before + name, value]] : [...flatten(value, `${before}${name}.`)],
    ),
  );
}

/** What a setting has that nobody has touched. */
function defaultsOf(block: string): Settings {
  return Object.fromEntries(schemaOf(block).settings.flatMap(({ id, default: value }) => (id ? [[id, value]] : [])));
}

/** As Shopify does: what a language lacks comes from the default one. */
function translate(key: string, language: string): string {
  const files = [language, 'en.default'].filter((file) => existsSync(`${extension}/locales/${file}.json`));
  const text = files.map((file) => flatten(readLocale(file)).get(key)).find(Boolean);
  if (!text) throw new Error(`The extension has no text ${key}.`);
  return text;
}

const shopifyJson = (value: unknown) =>
  JSON.stringify(value ?? null).replace(/[<>&\u2028\u2029]/g, (sign) => {
    return `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });

/** Read by Shopify's editor, never printed. */
const withoutOutput = {
  parse(_tag: TagToken, rest: TopLevelToken[]) {
    while (rest.length > 0) {
      const token = rest.shift();
      if (token && 'name' in token && token.name === 'endschema') return;
    }
    throw new Error('The schema of a block does not end.');
  },
  render: () => {},
};
