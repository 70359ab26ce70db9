import { execFileSync, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const bootstrap = fileURLToPath(new URL('plugin-without-wordpress.php', import.meta.url));

export const php = 'php';

/** Said loudly where there is none: the tests that need it are left out. */
export const hasPhp = spawnSync(php, ['--version']).status === 0;
if (!hasPhp) process.stderr.write('\n*** No PHP here, tests of the plugin are left out: install php-cli. ***\n\n');

/**
 * Runs PHP with the plugin’s classes and a few functions of WordPress.
 * @param code statements in the plugin’s namespace, with a `return`
 * @returns what they return
 */
export function runPhp(code: string): unknown {
  // Without a limit a mistake that calls itself takes all the memory there is.
  const settings = ['-d', 'display_errors=stderr', '-d', 'memory_limit=64M'];
  const answer = execFileSync(php, [...settings, bootstrap, code], { encoding: 'utf8', timeout: 20_000 });
  return JSON.parse(answer);
}
