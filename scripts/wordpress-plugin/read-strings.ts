import { readdirSync, readFileSync } from 'node:fs';

export interface TranslatableString {
  text: string;
  /** Files that have it, by name. */
  files: string[];
  /** What translators should know: of `/* translators: … *\/`. */
  note?: string;
}

/** `__( 'text', 'storefront-chat' )` and its relatives, with the comment for translators that may stand before. */
const calls =
  /(?:\/\*\s*(translators:[^*]*?)\s*\*\/\s*[^;{}]*?)?\b(?:esc_html|esc_attr)?_[_e]\(\s*'((?:[^'\\]|\\.)*)',\s*'storefront-chat'\s*\)/g;

/** What WordPress shows in its list of plugins. */
const description = /^ \* Description: +(.+)$/m;

/**
 * All that can be translated in the plugin, in the order of its files. Texts are in single quotes there, and nothing else.
 * @param folder of the plugin's sources, with a slash at the end
 */
export function readStrings(folder: string): TranslatableString[] {
  const strings = new Map<string, TranslatableString>();
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!file.endsWith('.php')) continue;
    const code = readFileSync(folder + file, 'utf8');
    add(description.exec(code)?.[1], file);
    for (const [, note, quoted] of code.matchAll(calls)) add(quoted?.replace(/\\(['\\])/g, '$1'), file, note);
  }
  return [...strings.values()];

  function add(text: string | undefined, file: string, note?: string) {
    if (text === undefined) return;
    const known = strings.get(text) ?? { text, files: [] };
    strings.set(text, { ...known, ...(note && { note }), files: [...new Set([...known.files, file])] });
  }
}
