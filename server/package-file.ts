import { existsSync } from 'node:fs';

/** The package's own folder: the code runs from source and, compiled, from two folders deeper. */
const packageRoot = findRoot(new URL('.', import.meta.url));

/** A file that ships beside the code (templates, migrations, built browser files), by its path in the package. */
export function packageFile(path: string): URL {
  return new URL(path, packageRoot);
}

function findRoot(folder: URL): URL {
  if (existsSync(new URL('package.json', folder))) return folder;
  const parent = new URL('..', folder);
  if (parent.href === folder.href)
    throw new Error('storefront-chat is not installed whole: its package.json is missing.');
  return findRoot(parent);
}
