/**
 * Writes what translators start from, after a text in the plugin has changed:
 *
 *     npx tsx scripts/write-plugin-template.ts
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { potOf } from './wordpress-plugin/pot-of.ts';
import { readStrings } from './wordpress-plugin/read-strings.ts';

const folder = fileURLToPath(new URL('../theme-snippets/woocommerce/storefront-chat/', import.meta.url));
writeFileSync(`${folder}languages/storefront-chat.pot`, potOf(readStrings(folder)));
