import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const checkout = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '');

/** What we read of a `package.json`. */
export interface Manifest {
  name: string;
  bin?: string | Record<string, string>;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
  peerDependenciesMeta?: Record<string, { optional?: boolean }>;
}

/**
 * Puts packages, with all that they need in their turn, from the checkout into somebody's own project. npm takes them for
 * installed, so that it asks no registry and no cache, which has on one machine what it lacks on another.
 */
export async function copyPackages(names: string[], project: string): Promise<void> {
  const needed = new Set<string>();
  const need = (wanted: string[], from: string) => {
    for (const name of wanted) {
      const found = findPackage(name, from);
      if (!found || needed.has(found)) continue;
      needed.add(found);
      need(wantedBy(readManifest(found)), found);
    }
  };
  need(names, checkout);
  // One that lies inside another comes along with it.
  const outer = [...needed].filter((path) => path.lastIndexOf('/node_modules/') === checkout.length);
  await copyFolders(outer, project);
  linkPrograms(outer, project);
}

function wantedBy(manifest: Manifest): string[] {
  const { dependencies, optionalDependencies, peerDependencies = {}, peerDependenciesMeta = {} } = manifest;
  const peers = Object.keys(peerDependencies).filter((name) => !peerDependenciesMeta[name]?.optional);
  return [...Object.keys({ ...dependencies, ...optionalDependencies }), ...peers];
}

/** Where Node finds it from there; undefined: nowhere, as an optional one may be. */
function findPackage(name: string, from: string): string | undefined {
  const path = join(from, 'node_modules', name);
  if (existsSync(path)) return path;
  return from.length > checkout.length ? findPackage(name, dirname(from)) : undefined;
}

/** Ten thousand files: `tar` takes a tenth of what `cpSync` does. */
async function copyFolders(paths: string[], project: string): Promise<void> {
  const archive = join(project, 'packages.tar');
  await run('tar', ['-cf', archive, ...paths.map((path) => relative(checkout, path))], { cwd: checkout });
  await run('tar', ['-xf', archive], { cwd: project });
  rmSync(archive);
}

/** npm takes a package whose program is not linked for one that is broken, and gets it anew. */
function linkPrograms(paths: string[], project: string): void {
  const programs = join(project, 'node_modules/.bin');
  mkdirSync(programs, { recursive: true });
  for (const path of paths) {
    const { name, bin = {} } = readManifest(path);
    const named = typeof bin === 'string' ? { [name.split('/').at(-1) ?? name]: bin } : bin;
    for (const [program, file] of Object.entries(named)) symlinkSync(join('..', name, file), join(programs, program));
  }
}

export function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}
