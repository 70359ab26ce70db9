import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { writeFiles } from './write-files.ts';

const files = [
  { from: 'LICENSE', to: 'LICENSE' },
  { from: 'theme-snippets/liquid/storefront-chat.liquid', to: 'snippets/storefront-chat.liquid' },
];
const tea = { server: 'https://chat.shop.example', storeKey: 'tea' };
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'storefront-chat-files-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('copies all of them, as they are, and may be called again', () => {
  const paths = [join(folder, 'LICENSE'), join(folder, 'snippets/storefront-chat.liquid')];
  expect(writeFiles(files, folder, tea)).toEqual(paths);
  expect(readFileSync(paths[0] ?? '', 'utf8')).toMatch(/^MIT License/);
  expect(writeFiles(files, folder, tea)).toEqual(paths);
});

it('writes nothing over what somebody has changed, and nothing beside it', () => {
  writeFileSync(join(folder, 'LICENSE'), 'mine');
  expect(() => writeFiles(files.toReversed(), folder, tea)).toThrow(
    /Nothing was written: .*LICENSE is there already and not the same\. Move it away, or name another folder/,
  );
  expect(readFileSync(join(folder, 'LICENSE'), 'utf8')).toBe('mine');
  expect(() => readFileSync(join(folder, 'snippets/storefront-chat.liquid'))).toThrow('ENOENT');
});

it('says what is missing when the integrations have not been built', () => {
  const missing = [{ from: 'dist/integrations/none.zip', to: 'none.zip' }];
  expect(() => writeFiles(missing, folder, tea)).toThrow('dist/integrations/none.zip is missing in this package');
});

it('says that there is nothing to copy where everything is pasted', () => {
  expect(() => writeFiles([], folder, tea)).toThrow('there is only what is printed');
});
