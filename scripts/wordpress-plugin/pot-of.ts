import { type GetTextTranslation, po } from 'gettext-parser';
import type { TranslatableString } from './read-strings.ts';

/** A template for translators, without a date: it changes when a text does. */
export function potOf(strings: TranslatableString[]): Buffer {
  const entries = strings.map(({ text, files, note }): [string, GetTextTranslation] => [
    text,
    { msgid: text, msgstr: [''], comments: { reference: files.join('\n'), ...(note && { extracted: note }) } },
  ]);
  return po.compile(
    {
      charset: 'utf-8',
      headers: {
        'Project-Id-Version': 'Storefront Chat',
        'MIME-Version': '1.0',
        'Content-Type': 'text/plain; charset=UTF-8',
        'Content-Transfer-Encoding': '8bit',
      },
      translations: { '': Object.fromEntries(entries) },
    },
    { foldLength: 0 },
  );
}
