import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type GetTextTranslations, mo, po } from 'gettext-parser';
import { describe, expect, it } from 'vitest';
import { pluginSources } from '../../scripts/wordpress-plugin/plugin-files.ts';
import { potOf } from '../../scripts/wordpress-plugin/pot-of.ts';
import { readStrings } from '../../scripts/wordpress-plugin/read-strings.ts';

const folder = fileURLToPath(new URL('storefront-chat/', import.meta.url));
const languages = ['nl_NL', 'de_DE'];
const strings = readStrings(folder);
const read = (file: string) => readFileSync(`${folder}languages/${file}`);
const texts = ({ translations }: GetTextTranslations) =>
  Object.values(translations[''] ?? {}).filter(({ msgid }) => msgid !== '');
const placeholdersIn = (text = '') => (text.match(/%(\d+\$)?[sd]/g) ?? []).sort();

describe('the plugin’s translations', () => {
  it('finds every text of the sources, whichever function translates it', () => {
    const code = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.php'))
      .map((path) => readFileSync(folder + path, 'utf8'))
      .join('\n');
    const inSources = code.match(/, 'storefront-chat' \)/g) ?? [];
    const repeated = ['Write to us', 'Settings', 'Storefront Chat'];
    const found = strings.flatMap(({ text }) =>
      code.split(`'${text.replaceAll("'", "\\'")}', 'storefront-chat'`).slice(1),
    );
    expect(found).toHaveLength(inSources.length);
    expect(code.match(/\b(_n|_x|_nx|_ex|esc_html_x|esc_attr_x|translate)\(/g)).toBeNull();
    for (const text of repeated) expect(strings.map((string) => string.text)).toContain(text);
  });

  it('the template is that of these sources (npx tsx scripts/write-plugin-template.ts)', () => {
    expect(`${read('storefront-chat.pot')}`).toBe(`${potOf(strings)}`);
  });

  it('a translator is told what each placeholder stands for', () => {
    for (const { text, note } of strings) {
      if (placeholdersIn(text).length > 0)
        expect([text, note]).toEqual([text, expect.stringMatching(/^translators: /)]);
    }
  });

  it.each(languages)('%s says everything, with the same placeholders and commands', (language) => {
    const translated = texts(po.parse(read(`storefront-chat-${language}.po`)));
    expect(translated.map(({ msgid }) => msgid)).toEqual(strings.map(({ text }) => text));
    for (const { msgid, msgstr } of translated) {
      const [text = ''] = msgstr;
      expect(text, msgid).not.toBe('');
      expect([msgid, placeholdersIn(text)]).toEqual([msgid, placeholdersIn(msgid)]);
      const commands = msgid.match(
        /storefront-chat stores set [^.]*|\?storefront-chat=debug|wp_footer\(\)|[a-z]+-src/g,
      );
      for (const command of commands ?? []) expect(text).toContain(command);
      expect(text, 'HTML in a translation').not.toMatch(/[<>]/);
    }
  });

  it('WordPress finds them compiled, for neighbouring countries too', () => {
    const files = new Map(pluginSources(folder));
    for (const language of [...languages, 'de_AT', 'de_CH', 'de_DE_formal', 'nl_BE']) {
      const compiled = mo.parse(Buffer.from(files.get(`languages/storefront-chat-${language}.mo`) ?? ''));
      expect([language, texts(compiled).length]).toEqual([language, strings.length]);
    }
  });
});
