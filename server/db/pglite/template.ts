/**
 * Tests want a fresh database each, with all migrations applied. Making one takes seconds; copying one that was made
 * before takes a fraction of that.
 */
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DirectoryLockedError, lockDirectory } from './directory-lock.ts';
import { openPglite } from './open-pglite.ts';
import type { PgliteClient } from './pglite-client.ts';

/** The path of a file with the copy of a whole database. */
export type Template = string;

/** Opens a new database in memory that starts as a copy. */
export function openFromTemplate(template: Template): Promise<PgliteClient> {
  return openPglite({ dataDir: 'memory://', template });
}

/**
 * The template for `key`, made by `prepare` on a new database when there is none yet. Of several processes that ask at
 * once one makes it, the others wait for it.
 * @param key all that decides what is in it: the migrations' text, for one.
 */
export async function templateFor(key: string, prepare: (client: PgliteClient) => Promise<void>): Promise<Template> {
  const file = join(templateFolder(), `${createHash('sha256').update(pgliteVersion()).update(key).digest('hex')}.tar`);
  await makeOnce(file, () => makeTemplate(file, prepare));
  return file;
}

/** Fills a folder that does not exist yet with a database that starts as a copy, for a process to open. */
export async function unpackTemplate(template: Template, dataDir: string): Promise<void> {
  const folder = template.replace(/tar$/, 'folder');
  await makeOnce(folder, async () => {
    const half = `${folder}.half`;
    rmSync(half, { recursive: true, force: true });
    mkdirSync(half);
    await (await openPglite({ dataDir: half, template, fsync: false })).close();
    renameSync(half, folder);
  });
  cpSync(folder, dataDir, { recursive: true });
}

async function makeOnce(path: string, make: () => Promise<void>) {
  while (!existsSync(path)) {
    const lock = await lockOrWait(`${path}.lock`);
    if (!lock) continue;
    try {
      if (!existsSync(path)) await make();
    } finally {
      lock.release();
    }
  }
}

async function makeTemplate(file: string, prepare: (client: PgliteClient) => Promise<void>) {
  const client = await openPglite({ dataDir: 'memory://' });
  try {
    await prepare(client);
    removeOldTemplates(dirname(file));
    await client.dumpTo(file);
  } finally {
    await client.close();
  }
}

/** Every change of a migration leaves one behind. */
function removeOldTemplates(folder: string) {
  const weekAgoMs = Date.now() - 7 * 24 * 3600 * 1000;
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    const stat = statSync(file, { throwIfNoEntry: false });
    if (stat && stat.mtimeMs < weekAgoMs) rmSync(file, { recursive: true, force: true });
  }
}

/** Another version may read its files differently. */
function pgliteVersion(): string {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  return readFileSync(join(dirname(entry), '../package.json'), 'utf8');
}

function templateFolder(): string {
  const folder = join(tmpdir(), `storefront-chat-templates-${userInfo().username}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

async function lockOrWait(file: string) {
  try {
    return lockDirectory(file);
  } catch (error) {
    if (!(error instanceof DirectoryLockedError)) throw error;
    await sleep(50);
    return undefined;
  }
}
