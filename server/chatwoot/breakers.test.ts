import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Breakers, createBreakers } from './breakers.ts';
import { createWidgetClient } from './widget-client.ts';

const server = createServer((_request, response) => {
  asked += 1;
  if (hold) response.on('close', () => {});
  const answer = () => response.writeHead(status, { 'content-type': 'application/json' }).end('{"payload":[]}');
  void (hold ?? Promise.resolve()).then(answer);
});
let asked = 0;
let status = 200;
let hold: Promise<void> | undefined;
let baseUrl: string;
let breakers: Breakers;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  // Time passes only when a test says so.
  vi.useFakeTimers({ toFake: ['Date'] });
  asked = 0;
  status = 200;
  hold = undefined;
  breakers = createBreakers({ failures: 3, probeAfterMs: 200 });
});
afterEach(() => void vi.useRealTimers());
afterAll(() => new Promise((resolve) => server.close(resolve)));

async function ask(): Promise<string> {
  const client = createWidgetClient({
    baseUrl,
    websiteToken: 'x',
    visitorToken: 'x',
    fetch: breakers.fetchOf(baseUrl),
  });
  return client.messages().then(
    () => 'answered',
    (error) => `${error.kind}: ${error.detail}`,
  );
}

const away = 'unreachable: is away, and is asked again in a moment';

async function breakIt() {
  status = 502;
  for (let count = 0; count < 3; count += 1) await ask();
}

describe('a Chatwoot that is away', () => {
  it('is left in peace after a few failures in a row, and nothing has been sent then', async () => {
    await breakIt();
    expect(await ask()).toBe(away);
    expect(asked).toBe(3);
    expect(breakers.enter(baseUrl).state).toBe('away');
  });

  it('is not taken for away by what it refuses, nor by failures with answers between them', async () => {
    for (const next of [404, 422, 401, 502, 502, 200, 502, 502]) {
      status = next;
      await ask();
    }
    expect(breakers.enter(baseUrl).state).toBe('asked');
  });

  it('is asked by one alone when the time has come, and by all once that one was answered', async () => {
    await breakIt();
    status = 200;
    vi.setSystemTime(Date.now() + 200);
    expect(breakers.enter(baseUrl).state).toBe('asked');
    let answer = () => {};
    hold = new Promise((resolve) => {
      answer = resolve;
    });
    const probe = ask();
    await expect.poll(() => asked).toBe(4);
    expect([breakers.enter(baseUrl).state, await ask()]).toEqual(['away', away]);
    answer();
    expect(await probe).toBe('answered');
    hold = undefined;
    expect([await ask(), breakers.enter(baseUrl).state]).toEqual(['answered', 'asked']);
  });

  it('stays so when that one is not answered either', async () => {
    await breakIt();
    vi.setSystemTime(Date.now() + 200);
    expect(breakers.enter(baseUrl).state).toBe('asked');
    await ask();
    expect(breakers.enter(baseUrl).state).toBe('away');
  });

  it('says nothing about another one', async () => {
    await breakIt();
    expect(breakers.enter('http://127.0.0.1:9').state).toBe('asked');
  });
});

it('one Chatwoot has its share of what is done at a time, and gets more as that ends', () => {
  const shared = createBreakers({ mostAtOnce: () => 2 });
  const [one] = [shared.enter('http://one'), shared.enter('http://one')];
  expect([shared.enter('http://one').state, shared.enter('http://two').state]).toEqual(['crowded', 'asked']);
  if (one?.state === 'asked') one.leave();
  expect(shared.enter('http://one').state).toBe('asked');
});
