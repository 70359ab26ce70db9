import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../demo-store/free-port.ts';
import { findRedis, startRedis, type ThrowawayRedis } from '../../scripts/throwaway-redis.ts';
import { createSpentWork } from '../abuse/spent-work.ts';
import { createApp } from '../app.ts';
import { createSecrets } from '../db/secrets.ts';
import { createTestStore, openTestDatabase } from '../db/test-database.ts';
import { createLogger } from '../observability/logger.ts';
import { createTestApp, testAssets } from '../testing/test-app.ts';
import { addressKey, createLimiter } from './rate-limit.ts';
import { connectRedis, type SharedRedis } from './redis.ts';

const program = findRedis();
const password = 'only-for-this-test';
const secretsOf = (byte: number) => createSecrets([{ id: 'test', key: Buffer.alloc(32, byte) }]);
const caller = addressKey('a-store', '203.0.113.9');

describe.skipIf(!program)('with a Redis', () => {
  let redis: ThrowawayRedis;
  const links: SharedRedis[] = [];
  const logged: { level: string; msg: string; problem?: string }[] = [];

  beforeAll(async () => {
    redis = await startRedis(program ?? '', password);
  });
  afterEach(() => {
    for (const link of links.splice(0)) link.close();
    logged.length = 0;
  });
  afterAll(() => redis.kill());

  /** One more process of this installation, as far as Redis can tell. */
  async function join(url = redis.url, secrets = secretsOf(1)) {
    const logger = createLogger('info', { write: (line: string) => void logged.push(JSON.parse(line)) });
    const link = await connectRedis({ url, secrets, logger });
    links.push(link);
    return link;
  }
  const said = () => logged.map(({ msg }) => msg.split(':')[0]);
  const limiterOf = (link: SharedRedis, name: string) => createLimiter({ redis: link }, name, 3, 60);
  const isTaken = (limiter: ReturnType<typeof limiterOf>, key = caller) =>
    limiter(key).then(
      () => true,
      () => false,
    );

  it('several processes count a caller as one', async () => {
    const [one, other] = [limiterOf(await join(), 'as-one'), limiterOf(await join(), 'as-one')];
    for (const limiter of [one, other, one]) expect(await isTaken(limiter)).toBe(true);
    await expect(other(caller)).rejects.toMatchObject({ code: 'rate_limited', headers: { 'retry-after': '60' } });
    expect(await isTaken(other, addressKey('a-store', '203.0.113.10'))).toBe(true);
    expect(await isTaken(limiterOf(await join(redis.url, secretsOf(2)), 'as-one'))).toBe(true);
    expect(said()).toEqual([]);
  });

  it('two servers count the requests of an address as those of one', async () => {
    const db = await openTestDatabase();
    try {
      const { key } = await createTestStore(db);
      const { deps } = await createTestApp(db);
      const all = { ...deps, clientAddress: () => '203.0.113.9', assets: testAssets, ping: db.ping };
      const servers = [createApp({ ...all, redis: await join() }), createApp({ ...all, redis: await join() })];
      const headers = { origin: 'https://shop.example' };
      const statuses: (number | undefined)[] = [];
      for (let count = 0; count < 61; count += 1) {
        const answer = await servers[count % 2]?.request(`/v1/stores/${key}/form`, { headers });
        statuses.push(answer?.status);
      }
      expect(statuses).toEqual([...Array(60).fill(200), 429]);
    } finally {
      await db.close();
    }
  });

  it('a solution that one process took counts in another for the same message alone', async () => {
    const now = () => new Date();
    const [one, other] = [createSpentWork(now, await join()), createSpentWork(now, await join())];
    const endsAt = Date.now() + 60_000;
    expect(await one.isFor('a-solution', 'a-message', endsAt)).toBe(true);
    expect(await other.isFor('a-solution', 'another-message', endsAt)).toBe(false);
    expect(await createSpentWork(now, await join()).isFor('a-solution', 'a-message', endsAt)).toBe(true);
  });

  it('who reads what lies in Redis learns nobody’s address, and nothing lies there for ever', async () => {
    const link = await join();
    await limiterOf(link, 'readable')(caller);
    await createSpentWork(() => new Date(), link).isFor('a-solution', 'a-message', Date.now() + 60_000);
    const reader = new Redis(redis.url);
    const keys = await reader.keys('*');
    const values = await Promise.all(keys.map((key) => reader.get(key)));
    const lifetimes = await Promise.all(keys.map((key) => reader.ttl(key)));
    reader.disconnect();
    expect(keys).toContainEqual(expect.stringMatching(/^storefront-chat:readable:/));
    expect([...keys, ...values].join()).not.toMatch(/203\.0\.113|a-store|a-solution|a-message/);
    expect(Math.min(...lifetimes)).toBeGreaterThan(0);
  });

  it('a Redis that falls is missed once, and so is its coming back; between them each process counts alone', async () => {
    const link = await join();
    const [one, other] = [limiterOf(link, 'falls'), limiterOf(await join(), 'falls')];
    await one(caller);
    await redis.kill();
    for (const isAllowed of [true, true, true, false]) expect(await isTaken(one)).toBe(isAllowed);
    expect(await isTaken(other)).toBe(true);
    expect(said()).toEqual(['Redis is away', 'Redis is away']);
    await redis.start();
    await expect.poll(said).toEqual([...Array(2).fill('Redis is away'), ...Array(2).fill('Redis is back')]);
    for (const limiter of [one, other, one]) expect(await isTaken(limiter)).toBe(true);
    expect(await isTaken(other)).toBe(false);
    expect(JSON.stringify(logged)).not.toContain(password);
  });

  it('a Redis that hangs holds nobody up', async () => {
    const limiter = limiterOf(await join(), 'hangs');
    redis.halt();
    try {
      const startedAt = performance.now();
      await Promise.all(Array.from({ length: 20 }, () => isTaken(limiter)));
      const stumbledMs = performance.now() - startedAt;
      for (let count = 0; count < 100; count += 1) await isTaken(limiter);
      expect(stumbledMs).toBeLessThan(5000);
      expect(performance.now() - startedAt - stumbledMs).toBeLessThan(5000);
      expect(said()).toEqual(['Redis is away']);
    } finally {
      redis.goOn();
    }
    await expect.poll(said).toEqual(['Redis is away', 'Redis is back']);
  });

  it('who starts without it finds it later', async () => {
    await redis.kill();
    const limiter = limiterOf(await join(), 'later');
    expect(logged).toMatchObject([{ msg: expect.stringContaining('away'), problem: 'ECONNREFUSED' }]);
    expect(await isTaken(limiter)).toBe(true);
    await redis.start();
    await expect.poll(said).toEqual(['Redis is away', 'Redis is back']);
  });

  it('a Redis that takes nothing is as good as none, and stays away until it takes something', async () => {
    const limiter = limiterOf(await join(), 'reads');
    const owner = new Redis(redis.url);
    await owner.call('REPLICAOF', '127.0.0.1', String(await freePort()));
    for (const isAllowed of [true, true, true, false]) expect(await isTaken(limiter)).toBe(isAllowed);
    await owner.config('RESETSTAT');
    await expect.poll(() => owner.info('commandstats')).toMatch(/cmdstat_set:.*rejected_calls=[1-9]/);
    expect(logged).toMatchObject([{ problem: 'READONLY' }]);
    await owner.call('REPLICAOF', 'NO', 'ONE');
    owner.disconnect();
    await expect.poll(said).toEqual(['Redis is away', 'Redis is back']);
  });

  it('a wrong password is told by what Redis says of it, and shown to nobody', async () => {
    const link = await join(redis.url.replace(password, 'a-wrong-one'));
    expect(await isTaken(limiterOf(link, 'wrong'))).toBe(true);
    expect(logged).toMatchObject([{ problem: 'WRONGPASS' }]);
    expect(JSON.stringify(logged)).not.toContain('a-wrong-one');
  });
});
