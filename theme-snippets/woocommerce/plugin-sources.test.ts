import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { hasPhp, php, runPhp } from './test-support/run-php.ts';
import { unescapedIn } from './test-support/unescaped-in.ts';

const folder = fileURLToPath(new URL('storefront-chat/', import.meta.url));
const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
const read = (path: string) => readFileSync(folder + path, 'utf8');
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.php'));

/** `Name: value` in the header of a plugin or a readme. */
const fieldOf = (text: string, name: string) => RegExp(`^[ *]*${name}: +(.+)$`, 'm').exec(text)?.[1]?.trim();

describe('the plugin’s sources', () => {
  it.skipIf(!hasPhp)('PHP takes them without a word (package php-cli)', () => {
    // All classes in one process: starting PHP takes longer than reading them.
    const load =
      "foreach ( glob( dirname( __DIR__ ) . '/storefront-chat/includes/*.php' ) as $file ) require_once $file;";
    const classes = sources.filter((path) => path.startsWith('includes/'));
    expect(runPhp(`${load} return count( preg_grep( '/^StorefrontChat/', get_declared_classes() ) );`)).toBe(
      classes.length,
    );
    for (const path of ['storefront-chat.php', 'uninstall.php']) execFileSync(php, ['-l', folder + path]);
  });

  it('are for PHP 7.4: nothing in them came later', () => {
    const later =
      /\?->|\bmatch\s*\(|\breadonly\b|\benum\s+\w+\s*\{|\bnever\b(?=\s*\{)|:\s*(mixed|static)\b|\):\s*\w+\|\w+/;
    for (const path of sources) expect([path, code(path).match(later)?.[0]]).toEqual([path, undefined]);
  });

  it('do nothing when a browser asks for them directly', () => {
    for (const path of sources) {
      expect([path, /defined\( '(ABSPATH|WP_UNINSTALL_PLUGIN)' \) \|\| exit;/.test(read(path))]).toEqual([path, true]);
    }
  });

  it('print nothing that is not escaped in the same breath', () => {
    for (const path of sources) expect([path, unescapedIn(code(path))]).toEqual([path, []]);
    expect(unescapedIn('echo $name; printf( "%s", esc_html( $one ) . $two );')).toEqual(['$name', '$two']);
  });

  it('run nothing that a reviewer would stumble over', () => {
    const risky =
      /\b(eval|unserialize|extract|create_function|curl_\w+|file_get_contents|shell_exec|exec|system|innerHTML)\s*\(/;
    for (const path of sources) expect([path, code(path).match(risky)?.[0]]).toEqual([path, undefined]);
  });
});

describe('header and readme.txt', () => {
  const header = read('storefront-chat.php');
  const readme = read('readme.txt');

  it('have the version of this package', () => {
    expect(fieldOf(header, 'Version')).toBe(version);
    expect(/const VERSION +='? *'(.+)';/.exec(header)?.[1]).toBe(version);
    expect(fieldOf(readme, 'Stable tag')).toBe(version);
    expect(readme).toContain(`= ${version} =`);
  });

  it('agree on what the plugin needs', () => {
    for (const name of ['Requires at least', 'Requires PHP', 'License', 'License URI']) {
      expect([name, fieldOf(readme, name)]).toEqual([name, fieldOf(header, name)]);
    }
    expect(fieldOf(header, 'Requires at least')).toBe('6.1');
    expect(fieldOf(header, 'Requires PHP')).toBe('7.4');
    expect(fieldOf(header, 'Text Domain')).toBe('storefront-chat');
    for (const name of ['Update URI', 'WC requires at least']) {
      expect([name, fieldOf(header, name)]).toEqual([name, expect.any(String)]);
    }
  });

  it('have what the plugin directory wants', () => {
    const headings = [...readme.matchAll(/^== (.+) ==$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual([
      'Description',
      'Installation',
      'Frequently Asked Questions',
      'External services',
      'Screenshots',
      'Changelog',
      'Upgrade Notice',
    ]);
    const [, short = ''] = /\n\n([^\n]+)\n\n== Description/.exec(readme) ?? [];
    expect(short.length).toBeGreaterThan(20);
    expect(short.length).toBeLessThanOrEqual(150);
    expect(fieldOf(readme, 'Tags')?.split(',').length).toBeLessThanOrEqual(5);
    expect(fieldOf(readme, 'Contributors')).toBeTruthy();
    expect(fieldOf(readme, 'Tested up to')).toMatch(/^\d+\.\d+$/);
  });
});

/** Without comments. */
function code(path: string): string {
  return read(path).replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '');
}
