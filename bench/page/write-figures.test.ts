import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { writeFigures } from './write-figures.ts';

const folder = mkdtempSync(join(tmpdir(), 'page-cost-'));
const file = join(folder, 'page-cost.md');
afterAll(() => rmSync(folder, { recursive: true }));

it('replaces the figures and leaves alone what people wrote around them', () => {
  const marks = '<!-- figures: written by npm run bench:page -->\nold\n<!-- end of figures -->';
  writeFileSync(file, `before\n${marks}\nafter\n`);
  writeFigures(file, 'new');
  writeFigures(file, 'newer');
  const text = readFileSync(file, 'utf8');
  expect(text).toMatch(/^before\n<!-- figures/);
  expect(text).toMatch(/figures -->\nafter\n$/);
  expect([text.includes('newer'), text.includes('old'), text.includes('new\n')]).toEqual([true, false, false]);
});

it('says which lines a file needs that has lost them', () => {
  writeFileSync(file, 'nothing\n');
  expect(() => writeFigures(file, 'new')).toThrow(/needs the lines "<!-- figures/);
});
