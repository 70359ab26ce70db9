import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** What a WordPress of one's own is made of. */
export interface FoundWordPress {
  /** Its files; they are copied, never written to. */
  folder: string;
  php: string;
  /** MariaDB's server, and the program that makes its first tables. */
  mariadbd: string;
  mariadbInstall: string;
}

const packages = 'wordpress, mariadb-server, php-cli and php-mysql';

/**
 * The WordPress that `WORDPRESS_DIR` names, else Debian's; and what runs it.
 * @returns undefined where something is missing, which is said loudly
 * @throws Error when `WORDPRESS_DIR` names a folder without WordPress
 */
export function findWordPress(): FoundWordPress | undefined {
  const named = process.env.WORDPRESS_DIR;
  const folder = named || '/usr/share/wordpress';
  const hasFiles = existsSync(join(folder, 'wp-load.php'));
  if (named && !hasFiles) throw new Error(`WORDPRESS_DIR names ${named}, where there is no wp-load.php.`);
  const php = onPath('php');
  const mariadbd = onPath('mariadbd');
  const mariadbInstall = onPath('mariadb-install-db');
  if (hasFiles && php && hasMysqli(php) && mariadbd && mariadbInstall) return { folder, php, mariadbd, mariadbInstall };
  process.stderr.write(`\n*** No WordPress here, its stories are left out: install ${packages}. ***\n\n`);
  return undefined;
}

export const howToGetWordPress = `install ${packages}, or set WORDPRESS_DIR`;

function hasMysqli(php: string): boolean {
  return /^mysqli$/m.test(spawnSync(php, ['-m'], { encoding: 'utf8' }).stdout);
}

/** Debian keeps servers where only root's PATH leads. */
function onPath(name: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}
