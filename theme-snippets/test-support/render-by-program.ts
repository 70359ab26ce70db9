import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Job, Render } from './engines.ts';

const pathOf = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** An engine of another language: `script` reads the jobs as JSON and answers with what came of each. */
export function renderByProgram(engine: string, program: string, script: string, ...args: string[]): Render {
  return async (jobs) => {
    const temporary = await mkdtemp(join(tmpdir(), 'storefront-chat-includes-'));
    try {
      return await run(program, [pathOf(script), ...args, pathOf(`../${engine}`), temporary], jobs);
    } finally {
      await rm(temporary, { recursive: true, force: true });
    }
  };
}

async function run(program: string, args: string[], jobs: Job[]): Promise<string[]> {
  // Programs take their character set from the locale, of which a bare machine has none.
  const child = spawn(program, args, { env: { ...process.env, LC_ALL: 'C.UTF-8', PYTHONIOENCODING: 'utf-8' } });
  // Of a program that ends before it has read everything, its own words tell more.
  child.stdin.on('error', () => {});
  child.stdin.end(JSON.stringify(jobs));
  const [said, complained, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  if (code !== 0) throw new Error(`${program} ended with ${code}: ${complained || said}`);
  return JSON.parse(said) as string[];
}
