import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { copyPackages, readManifest } from '../kit/copy-packages.ts';

const run = promisify(execFile);
const checkout = fileURLToPath(new URL('../../..', import.meta.url));

export interface InstalledPackage {
  /** Somebody's own project, with the package and what it depends on, and nothing else. */
  folder: string;
  /** Names of what it says that it depends on. */
  dependencies: string[];
  /** Paths of what was packed. */
  files: string[];
  /** Bytes: of the tarball, and of all that is in it. */
  size: number;
  unpackedSize: number;
  remove(): void;
}

/** Packs the checkout as it is built, and lets npm install the tarball into an empty project. */
export async function installPackage(): Promise<InstalledPackage> {
  const folder = mkdtempSync(join(tmpdir(), 'storefront-chat-npm-'));
  const packed = await run('npm', ['pack', '--json', '--pack-destination', folder], { cwd: checkout });
  const [{ filename, files, size, unpackedSize }] = JSON.parse(packed.stdout);
  await run('tar', ['-xzf', filename, 'package/package.json'], { cwd: folder });
  const dependencies = Object.keys(readManifest(join(folder, 'package')).dependencies ?? {});
  await copyPackages(dependencies, folder);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'shop', private: true, type: 'module' }));
  // A cache of its own, which is empty: nothing is there by luck.
  const quiet = ['--offline', '--no-audit', '--no-fund', '--cache', join(folder, 'cache')];
  await run('npm', ['install', ...quiet, `./${filename}`], { cwd: folder });
  return {
    folder,
    dependencies,
    files: files.map(({ path }: { path: string }) => path),
    size,
    unpackedSize,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
