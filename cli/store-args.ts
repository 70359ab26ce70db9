import type { StoreChanges } from '../server/stores/index.ts';

/** What an owner may set, as flags. `stores add` and `stores set` share them. */
export const lookArgs = {
  color: { type: 'string', description: 'Accent colour, such as #1f5eff', valueHint: '#rrggbb' },
  position: { type: 'string', description: 'Corner of the launcher: right or left', valueHint: 'right|left' },
  locale: { type: 'string', description: 'Language of the texts, such as en or nl', valueHint: 'tag' },
  launcher: { type: 'string', description: 'Text on the launcher', valueHint: 'text' },
  title: { type: 'string', description: 'Heading of the box that a press opens', valueHint: 'text' },
  greeting: { type: 'string', description: 'Line under the heading', valueHint: 'text' },
  placeholder: { type: 'string', description: 'Label of the text field', valueHint: 'text' },
} as const;

export const originArg = {
  type: 'string',
  description: 'Origins of the shop, separated by commas: https://shop.example,https://*.shop.example',
  valueHint: 'origins',
} as const;

export const jsonArg = { type: 'boolean', description: 'Print JSON, for scripts' } as const;

type LookValues = { [K in keyof typeof lookArgs]?: string | undefined };

/** Flags -> what the server takes; it checks the values. */
export function looksOf({ color, position, locale, ...texts }: LookValues): StoreChanges {
  const given = Object.fromEntries(
    (['launcher', 'title', 'greeting', 'placeholder'] as const).flatMap((name) => {
      const text = texts[name];
      return text === undefined ? [] : [[name, text]];
    }),
  );
  return {
    ...(color === undefined ? {} : { color }),
    ...(position === undefined ? {} : { position: position as StoreChanges['position'] }),
    ...(locale === undefined ? {} : { locale }),
    ...(Object.keys(given).length === 0 ? {} : { texts: given }),
  };
}

export function originsOf(value: string): string[] {
  return value.split(',').flatMap((origin) => origin.trim() || []);
}

export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}
