import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { packageFile } from '../package-file.ts';
import { findingNames } from './finding.ts';
import { brokenPages } from './test-broken-pages.ts';
import { brokenTags } from './test-broken-tags.ts';

const docs = readFileSync(packageFile('docs/doctor.md'), 'utf8');

it('docs/doctor.md explains every finding of a page, and no other', () => {
  const [ofPages = ''] = docs.split('## What it finds on a page')[1]?.split('\n## ') ?? [];
  const explained = [...ofPages.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, name]) => name);
  expect(explained).toEqual([...findingNames]);
});

it('fits the column that findings are printed in', () => {
  expect(findingNames.filter((name) => name.length > 17)).toEqual([]);
});

it('every problem that a page of a test can have is tried with one', () => {
  const tried = new Set([...brokenTags, ...brokenPages].map(([, name]) => name));
  const fine = ['page', 'tag', 'server', 'origin', 'policy', 'identity', 'proof', 'page-facts', 'noscript'];
  const noted = ['page-moved', 'tag-injected', 'tag-attributes', 'policy-types', 'policy-report', 'isolation'];
  /** In tests of their own: they need https, Chatwoot, or another environment. */
  const elsewhere = ['tag-insecure', 'server-other', 'policy-chat', 'chatwoot-silent'];
  const rest = findingNames.filter((name) => ![...fine, ...noted, ...elsewhere].includes(name));
  expect([...tried].sort()).toEqual(rest.sort());
});
