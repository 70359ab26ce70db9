/**
 * Holds the arrows of ARCHITECTURE.md: which folder may import which. Run by `npm run lint`.
 * Tests may look further: a server test may start the stand-in, a widget test may use the real schemas.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** Folder -> the top-level folders that it may import from, besides itself. `types:` allows `import type` alone. */
const arrows: Record<string, string[]> = {
  contract: [],
  'widget/src': ['types:contract'],
  server: ['contract'],
  cli: ['server', 'demo-store', 'contract'],
  'demo-store': ['server', 'contract', 'scripts', 'theme-snippets'],
  scripts: ['server', 'cli', 'demo-store', 'contract', 'types:widget'],
  bench: ['server', 'cli', 'demo-store', 'contract', 'scripts'],
  chaos: ['server', 'cli', 'demo-store', 'contract', 'scripts', 'bench'],
};

/** Opening brace to closing quote: what is imported, and from where. */
const importPattern = /^(?:import|export)\s+(type\s)?[^'"]*?from\s+'([^']+)';|import\('([^']+)'\)/gm;

const problems = Object.keys(arrows).flatMap((home) => filesOf(home).flatMap((file) => checkFile(home, file)));
for (const problem of problems) process.stderr.write(`${problem}\n`);
process.exitCode = problems.length > 0 ? 1 : 0;

function filesOf(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => /\.tsx?$/.test(name) && !name.includes('node_modules'))
    .map((name) => `${folder}/${name}`);
}

function checkFile(home: string, file: string): string[] {
  const isTest = /\.test\.tsx?$|\/(testing|test-support|scenarios)\/|\/test-[^/]+$/.test(file);
  if (isTest) return [];
  return [...readFileSync(file, 'utf8').matchAll(importPattern)].flatMap(([, isType, from, dynamic]) => {
    const target = from ?? dynamic ?? '';
    if (!target.startsWith('.')) return [];
    const path = normalize(join(dirname(file), target));
    return [crossesTopLevel(home, file, path, Boolean(isType)), passesTheDoor(file, path)].flatMap(
      (problem) => problem ?? [],
    );
  });
}

function crossesTopLevel(home: string, file: string, path: string, isType: boolean): string | null {
  if (path.startsWith(`${home}/`)) return null;
  const allowed = arrows[home]?.some((arrow) =>
    arrow.startsWith('types:') ? isType && path.startsWith(`${arrow.slice(6)}/`) : path.startsWith(`${arrow}/`),
  );
  return allowed ? null : `${file}: may not import ${path} (see the arrows in ARCHITECTURE.md)`;
}

/** A folder with an index.ts is entered through it; only table definitions may be named directly, for foreign keys and joins. */
function passesTheDoor(file: string, path: string): string | null {
  const folder = /^server\/[^/]+/.exec(path)?.[0];
  // Chaos takes guards out, which no door hands over.
  const isExempt = /^(scripts|chaos)\//.test(file);
  if (!folder || isExempt || file.startsWith(`${folder}/`) || !existsSync(`${folder}/index.ts`)) return null;
  if (path === `${folder}/index.ts` || path === `${folder}/tables.ts`) return null;
  return `${file}: enter ${folder} through its index.ts, not ${path}`;
}
