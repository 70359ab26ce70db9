import { expect, it } from 'vitest';
import { createFairShare } from './fair-share.ts';

const chatwoot = 'https://chat.example';
const clock = { now: new Date(0) };
const send = async () => new Response();
const newShare = () => createFairShare({ now: () => clock.now, calls: 60, windowMs: 10_000, mostAtOnce: 3 });

/** Makes as many calls as it is let, at most this many. */
async function use(share: ReturnType<typeof newShare>, store: string, most: number): Promise<number> {
  for (let made = 0; made < most; made += 1) {
    const turn = share.enter(store, chatwoot, send);
    if (turn.state === 'wait') return made;
    await turn.fetch('');
    turn.leave();
  }
  return most;
}

it('gives a store alone all there is, and two that ask half of it each', async () => {
  const share = newShare();
  expect(await use(share, 'busy', 100)).toBe(60);
  expect(share.enter('busy', 'https://other.example', send).state).toBe('go');
  expect(await use(share, 'quiet', 5)).toBe(5);
  clock.now = new Date(clock.now.getTime() + 10_000);
  expect(await use(share, 'busy', 100)).toBe(30);
  expect(await use(share, 'quiet', 100)).toBe(30);
});

it('holds nobody back because of somebody quiet, and keeps some for the others', async () => {
  const share = newShare();
  expect(await use(share, 'quiet', 1)).toBe(1);
  expect(await use(share, 'busy', 100)).toBe(47);
  expect(await use(share, 'quiet', 12)).toBe(12);
});

it('lets those who have used theirs up wait for the next window, not all of them equally long', async () => {
  const share = newShare();
  await use(share, 'busy', 60);
  const waits = Array.from({ length: 20 }, () => share.enter('busy', chatwoot, send)).map((turn) =>
    turn.state === 'wait' ? turn.ms : 0,
  );
  expect(Math.min(...waits)).toBeGreaterThanOrEqual(10_000);
  expect(Math.max(...waits)).toBeLessThanOrEqual(12_500);
  expect(new Set(waits).size).toBeGreaterThan(1);
});

it('runs only so many of one store at a time', () => {
  const share = newShare();
  const turns = ['a', 'a', 'a', 'a', 'b'].map((store) => share.enter(store, chatwoot, send));
  expect(turns.map(({ state }) => state)).toEqual(['go', 'go', 'go', 'wait', 'go']);
  for (const turn of turns) if (turn.state === 'go') turn.leave();
  expect(share.enter('a', chatwoot, send).state).toBe('go');
});
