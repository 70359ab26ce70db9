import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { packageFile } from '../../server/package-file.ts';
import { makeSnippet } from './make-snippet.ts';
import { platforms } from './platforms.ts';

const example = { server: 'https://chat.example.com', storeKey: 'YOUR-STORE-KEY', contactWords: 'Write to us' };
const install = readFileSync(packageFile('docs/install.md'), 'utf8');

it('names every platform in docs/install.md', () => {
  const table = install.slice(0, install.indexOf('\n## '));
  for (const platform of platforms) expect(table).toContain(`\`${platform}\``);
});

it('shows the same tag there as the command line prints', () => {
  expect(install).toContain(`\`\`\`html\n${makeSnippet('html', example).steps[0]?.code}\n\`\`\``);
});

it.each(['install.md', 'privacy.md'])('leads only to documents, and places in them, that are there: %s', (name) => {
  const text = readFileSync(packageFile(`docs/${name}`), 'utf8');
  const links = [...text.matchAll(/\]\(([\w.-]*)(?:#([\w-]+))?\)/g)];
  expect(links.length).toBeGreaterThan(5);
  for (const [link, file = '', place] of links) {
    const path = packageFile(`docs/${file || name}`);
    expect(existsSync(path), link).toBe(true);
    if (place) expect(placesIn(readFileSync(path, 'utf8')), link).toContain(place);
  }
});

/** Headings as GitHub makes anchors of them. */
function placesIn(text: string): string[] {
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading.toLowerCase());
  return headings.map((heading) => heading.replace(/[^\p{L}\p{N}\s-]/gu, '').replaceAll(' ', '-'));
}
