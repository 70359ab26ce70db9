import { expect, it } from 'vitest';
import { createUndoList } from './undo-list.ts';

it('undoes the last thing first', async () => {
  const undo = createUndoList();
  const done: string[] = [];
  for (const name of ['proxy', 'line', 'browser']) undo.add(() => done.push(name));
  await undo.run();
  expect(done).toEqual(['browser', 'line', 'proxy']);
});

it('takes the other steps when one fails, and says what failed', async () => {
  const undo = createUndoList();
  let isStopped = false;
  undo.add(() => {
    isStopped = true;
  });
  undo.add(() => Promise.reject(new Error('stuck')));
  await expect(undo.run()).rejects.toThrow('stuck');
  expect(isStopped).toBe(true);
});

it('takes a step at once that comes too late: what was being started is stopped, too', async () => {
  const undo = createUndoList();
  await undo.run();
  let isStopped = false;
  undo.add(() => {
    isStopped = true;
  });
  expect(isStopped).toBe(true);
});
