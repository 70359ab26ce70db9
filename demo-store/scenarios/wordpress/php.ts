import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const rig = fileURLToPath(new URL('../../../theme-snippets/woocommerce/test/rig/', import.meta.url));

/** Runs one of the rig's scripts. @throws Error with what PHP says */
export type Php = <Answer>(script: 'install' | 'fixtures' | 'run', input?: unknown) => Promise<Answer>;

/** Compiled once for all of its processes; a file that a test has changed is compiled anew. @param home for what is compiled */
export function phpSettings(home: string): string[] {
  const compiled = join(home, 'compiled');
  mkdirSync(compiled, { recursive: true });
  const settings = [
    'opcache.enable_cli=1',
    `opcache.file_cache=${compiled}`,
    'opcache.revalidate_freq=0',
    'memory_limit=256M',
  ];
  return settings.flatMap((setting) => ['-d', setting]);
}

/** The scripts answer with JSON between NUL bytes: others may print, too. @param folder of WordPress */
export function createPhp(path: string, settings: string[], folder: string, log: string): Php {
  return (script, input = null) =>
    new Promise((resolve, reject) => {
      const args = [...settings, join(rig, `${script}.php`), folder];
      const child = execFile(path, args, { timeout: 120_000, maxBuffer: 2 ** 26 }, (error, stdout) => {
        const [, answer] = stdout.split('\0');
        if (answer) resolve(JSON.parse(answer));
        else reject(new Error(`PHP gave no answer: ${error?.message}\n${stdout}\n${readComplaints(log).join('\n')}`));
      });
      child.stdin?.end(JSON.stringify(input));
    });
}

/** Each of them once. */
export function readComplaints(log: string): string[] {
  if (!existsSync(log)) return [];
  // Each begins with its time; traces go on in the lines below.
  const entries = readFileSync(log, 'utf8').split(/^\[\d\d-\w+-\d{4} [^\]]*\] /m);
  return [...new Set(entries.map((entry) => entry.trim()).filter(Boolean))];
}
