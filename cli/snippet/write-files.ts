import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ConfigError } from '../../server/config.ts';
import { packageFile } from '../../server/package-file.ts';
import type { ShopFacts, SnippetFile } from './snippet.ts';

type Shop = Pick<ShopFacts, 'server' | 'storeKey'>;

/**
 * Copies files of this package into a folder, all of them or none. What is there and the same stays as it is.
 * @param shop goes into configuration files (`….toml`), in the place of what they say as an example
 * @returns where they are now
 * @throws ConfigError where there is nothing to copy
 * @throws Error naming what is there and different, or what this package has not got
 */
export function writeFiles(files: readonly SnippetFile[], folder: string, shop: Shop): string[] {
  if (files.length === 0) throw new ConfigError('--out is not for this platform: there is only what is printed.');
  const copies = files.map(({ from, to }) => ({ path: join(folder, to), content: contentOf(from, shop) }));
  const changed = copies.filter(({ path, content }) => existsSync(path) && !readFileSync(path).equals(content));
  if (changed.length > 0) {
    const names = changed.map(({ path }) => path).join(', ');
    throw new Error(
      `Nothing was written: ${names} is there already and not the same. Move it away, or name another folder with --out.`,
    );
  }
  for (const { path, content } of copies) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  return copies.map(({ path }) => path);
}

function contentOf(from: string, { server, storeKey }: Shop): Buffer {
  const file = packageFile(from);
  if (!existsSync(file)) throw new Error(`${from} is missing in this package; a checkout makes it: npm run build`);
  const content = readFileSync(file);
  if (!from.endsWith('.toml')) return content;
  // Functions, for a `$` in a text would mean something there.
  const filled = `${content}`.replaceAll('https://chat.example.com', () => server);
  return Buffer.from(filled.replaceAll('YOUR-STORE-KEY', () => storeKey));
}
