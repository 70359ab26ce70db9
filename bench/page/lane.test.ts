import { describe, expect, it } from 'vitest';
import { createLane, type Packet } from './lane.ts';

const bytesPerMs = 200;

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

describe('one direction of a slow line', () => {
  it('lets a small thing through after half a round trip, never before', async () => {
    const took = await send(createLane(bytesPerMs, 75), 100);
    expect(took).toBeGreaterThanOrEqual(75);
    expect(took).toBeLessThan(150);
  });

  it('takes as long for a large thing as its bytes need', async () => {
    const took = await send(createLane(bytesPerMs, 50), 60_000);
    expect(took).toBeGreaterThanOrEqual(350);
    expect(took).toBeLessThan(500);
  });

  it('is shared: a small thing waits for its turn, not for the large thing before it', async () => {
    const lane = createLane(bytesPerMs, 0);
    const order: string[] = [];
    await Promise.all([
      send(lane, 60_000).then(() => order.push('large')),
      send(lane, 3000).then(() => order.push('small')),
    ]);
    expect(order).toEqual(['small', 'large']);
  });

  it('is no faster for many connections than for one', async () => {
    const lane = createLane(bytesPerMs, 0);
    const times = await Promise.all([send(lane, 20_000), send(lane, 20_000), send(lane, 20_000)]);
    expect(Math.max(...times)).toBeGreaterThanOrEqual(300);
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
    });
    expect(came.map((packet) => packet?.toString()).join('')).toBe(`${'a'.repeat(4000)}b`);
    expect(lane.bytes()).toBe(4001);
  });
});
