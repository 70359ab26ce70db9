import { fdatasyncSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { durableFiles } from './durable-files.ts';
import { hearLastWords } from './last-words.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'durable-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('syncs the disk at least once for every commit', async () => {
  let syncs = 0;
  const sync = (fileDescriptor: number) => {
    fdatasyncSync(fileDescriptor);
    syncs++;
  };
  const database = await PGlite.create(folder, durableFiles(sync));
  await database.exec('create table notes (id int)');
  const before = syncs;
  const commits = 30;
  for (let id = 0; id < commits; id++) await database.query('insert into notes values ($1)', [id]);
  expect(syncs - before).toBeGreaterThanOrEqual(commits);

  const beforeReading = syncs;
  await database.query('select * from notes');
  expect(syncs).toBe(beforeReading);
  await database.close();
});

it('answers no commit that the disk refused, and says why it stops', async () => {
  let isBroken = false;
  const sync = (fileDescriptor: number) => {
    if (isBroken) throw Object.assign(new Error('input/output error'), { code: 'EIO' });
    fdatasyncSync(fileDescriptor);
  };
  const stopped: string[] = [];
  const { options } = hearLastWords((lastWords) => {
    stopped.push(lastWords);
    throw new Error(lastWords);
  });
  const durable = durableFiles(sync);
  const extensions = { ...durable.extensions, ...options.extensions };
  const database = await PGlite.create(folder, { ...durable, ...options, extensions });
  await database.exec('create table notes (id int)');
  isBroken = true;
  await expect(database.query('insert into notes values (1)')).rejects.toThrow('could not fsync file');
  expect(stopped).toEqual([expect.stringContaining('could not fsync file')]);
});
