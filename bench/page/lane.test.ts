import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLane, type Packet } from './lane.ts';

const bytesPerMs = 200;

/** A clock that only these tests move: what the machine does meanwhile takes none of its time. */
beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

/** Sends `bytes` and tells after how many milliseconds the last of them came through. */
function send(lane: ReturnType<typeof createLane>, bytes: number, connection: object = {}): Promise<number> {
  const startedAt = performance.now();
  let left = bytes;
  return new Promise((resolve) => {
    lane.send(connection, Buffer.alloc(bytes), (packet) => {
      left -= packet?.length ?? 0;
      if (left === 0) resolve(performance.now() - startedAt);
    });
  });
}

/** How long each took, to ten milliseconds: timers ring at full ones. */
async function ended(...sent: Promise<number>[]): Promise<number[]> {
  await vi.runAllTimersAsync();
  return (await Promise.all(sent)).map((ms) => Math.round(ms / 10) * 10);
}

describe('one direction of a slow line', () => {
  it('lets a small thing through after half a round trip', async () => {
    expect(await ended(send(createLane(bytesPerMs, 80), 100))).toEqual([80]);
  });

  it('takes as long for a large thing as its bytes need', async () => {
    expect(await ended(send(createLane(bytesPerMs, 50), 60_000))).toEqual([350]);
  });

  it('is shared: a small thing waits for its turn, not for the large thing before it', async () => {
    const lane = createLane(bytesPerMs, 0);
    const [large, small] = await ended(send(lane, 60_000), send(lane, 3000));
    expect(large).toBeGreaterThan(300);
    expect(small).toBeLessThan(60);
  });

  it('is no faster for many connections than for one', async () => {
    const lane = createLane(bytesPerMs, 0);
    const times = await ended(send(lane, 20_000), send(lane, 20_000), send(lane, 20_000));
    expect(Math.max(...times)).toBe(300);
  });

  it('keeps the order of what one connection sends, its end included', async () => {
    const lane = createLane(bytesPerMs, 5);
    const connection = {};
    const came: Packet[] = [];
    await new Promise<void>((resolve) => {
      const deliver = (packet: Packet) => {
        came.push(packet);
        if (packet === null) resolve();
      };
      lane.send(connection, Buffer.from('a'.repeat(4000)), deliver);
      lane.send(connection, Buffer.from('b'), deliver);
      lane.send(connection, null, deliver);
      vi.runAllTimers();
    });
    expect(came.map((packet) => packet?.toString()).join('')).toBe(`${'a'.repeat(4000)}b`);
    expect(lane.bytes()).toBe(4001);
  });
});
