import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const folder = fileURLToPath(new URL('theme', import.meta.url));

const templates = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.liquid'))
  .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));

/** Every place where `pattern` occurs, by file. */
function find(pattern: RegExp): string[] {
  return templates.flatMap(({ name, text }) => [...text.matchAll(pattern)].map((match) => `${name}: ${match[0]}`));
}

describe('the theme', () => {
  it('escapes every value it prints', () => {
    const unescaped = find(/\{\{.*?\}\}/gs).filter((output) => !/\|\s*escape\s*-?\}\}$/.test(output));
    expect(unescaped).toEqual(['layout/theme.liquid: {{ content_for_layout }}']);
  });

  it('keeps to a strict policy: no inline style, script or handler', () => {
    expect(find(/<style|\sstyle=|<script(?! defer src=)|\son[a-z]+=|javascript:/gi)).toEqual([]);
  });
});
