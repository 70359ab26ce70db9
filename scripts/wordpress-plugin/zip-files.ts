import { zipSync } from 'fflate';
import type { PluginFiles } from './plugin-files.ts';

/** Packs files into one folder. The same files give the same bytes, whenever and wherever. */
export function zipFiles(folder: string, files: PluginFiles): Uint8Array {
  const byPath = [...files].sort(([one], [other]) => (one < other ? -1 : 1));
  // A zip has the local time of whoever packs, and knows none before this.
  const mtime = new Date(1980, 0, 1);
  return zipSync(Object.fromEntries(byPath.map(([path, content]) => [`${folder}/${path}`, content])), {
    level: 9,
    mtime,
  });
}
