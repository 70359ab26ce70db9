import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, request, type Server } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { listen } from './listen.ts';
import { type FaultProxy, startFaultProxy } from './start-fault-proxy.ts';

let target: Server;
let proxy: FaultProxy;
let lastHeaders: IncomingHttpHeaders = {};
const held: (() => void)[] = [];
const sockets = new WebSocketServer({ noServer: true });

beforeAll(async () => {
  target = createServer(async (req, res) => {
    lastHeaders = req.headers;
    if (req.url === '/hold') return void held.push(() => res.end('late'));
    if (req.url === '/stream') return streamTwoParts(res);
    const body = (await req.toArray()).join('');
    res.writeHead(200, { 'content-type': 'text/plain' }).end(`${req.method} ${req.url} ${body}`);
  });
  target.on('upgrade', (req, socket, head) => {
    lastHeaders = req.headers;
    if (req.url === '/no-sockets') return void socket.end('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n');
    sockets.handleUpgrade(req, socket, head, (client) => client.on('message', (data) => client.send(`echo ${data}`)));
  });
  const port = await listen(target, 0, '127.0.0.1', 'PORT');
  proxy = await startFaultProxy({ name: 'chatwoot', port: 0, target: `http://127.0.0.1:${port}` });
});

afterEach(() => proxy.setFault('none'));

afterAll(async () => {
  await proxy.stop();
  for (const client of sockets.clients) client.terminate();
  target.closeAllConnections();
  target.close();
});

function streamTwoParts(res: import('node:http').ServerResponse) {
  res.write('first');
  held.push(() => res.end(' second'));
}

async function openSocket(path = '/cable', options = {}) {
  const socket = new WebSocket(`${proxy.url.replace('http', 'ws')}${path}`, options);
  await once(socket, 'open');
  return socket;
}

describe('startFaultProxy', () => {
  it('passes method, path, query and body', async () => {
    const answer = await fetch(`${proxy.url}/a/b?c=d%20e`, { method: 'POST', body: 'hello' });
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe('POST /a/b?c=d%20e hello');
  });

  it('streams an answer as it comes', async () => {
    const answer = await fetch(`${proxy.url}/stream`);
    const reader = (answer.body ?? new ReadableStream<Uint8Array>()).getReader();
    expect(new TextDecoder().decode((await reader.read()).value)).toBe('first');
    held.pop()?.();
    expect(new TextDecoder().decode((await reader.read()).value)).toBe(' second');
  });

  it('keeps the Host and says who called, after those who said so before', async () => {
    await fetch(proxy.url, { headers: { 'x-forwarded-for': '203.0.113.9' } });
    expect(lastHeaders.host).toBe(new URL(proxy.url).host);
    expect(lastHeaders['x-forwarded-for']).toBe('203.0.113.9, 127.0.0.1');
    expect(lastHeaders['x-forwarded-host']).toBe(new URL(proxy.url).host);
    expect(lastHeaders['x-forwarded-proto']).toBe('http');
  });

  it('passes WebSockets both ways, and their closing', async () => {
    const socket = await openSocket();
    socket.send('hi');
    expect(String((await once(socket, 'message'))[0])).toBe('echo hi');
    expect(lastHeaders['x-forwarded-for']).toBe('127.0.0.1');
    const [behind] = sockets.clients;
    socket.close();
    await once(behind ?? socket, 'close');
  });

  it('hands on the refusal of a WebSocket', async () => {
    const socket = new WebSocket(`${proxy.url.replace('http', 'ws')}/no-sockets`);
    const [, answer] = await once(socket, 'unexpected-response');
    expect(answer.statusCode).toBe(404);
  });

  it('answers 502 in a plain line when nothing is behind it', async () => {
    const spare = createServer();
    const port = await listen(spare, 0, '127.0.0.1', 'PORT');
    spare.close();
    const lonely = await startFaultProxy({ name: 'server', port: 0, target: `http://127.0.0.1:${port}` });
    const answer = await fetch(lonely.url);
    expect(answer.status).toBe(502);
    expect(await answer.text()).toBe(`Our server cannot be reached at http://127.0.0.1:${port}.\n`);
    await lonely.stop();
  });

  it('says which port is taken and which variable moves it', async () => {
    const again = startFaultProxy({ name: 'chatwoot', port: proxy.port, target: 'http://127.0.0.1:9' });
    await expect(again).rejects.toThrow(
      `Port ${proxy.port} is taken. Stop the program that uses it or choose another with CHATWOOT_PORT.`,
    );
  });

  it('refuses a target that is no http address', async () => {
    await expect(startFaultProxy({ name: 'server', port: 0, target: 'ftp://x' })).rejects.toThrow('"ftp://x"');
  });
});

describe('the faults', () => {
  it('down: new requests are reset', async () => {
    proxy.setFault('down');
    await expect(fetch(proxy.url)).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
  });

  it('down: running requests and WebSockets are cut, on both sides', async () => {
    const socket = await openSocket();
    const [behind] = sockets.clients;
    const running = fetch(`${proxy.url}/hold`);
    await waitFor(() => held.length > 0);
    const closed = [once(socket, 'close'), once(behind ?? socket, 'close')];
    socket.on('error', () => undefined);
    proxy.setFault('down');
    await expect(running).rejects.toThrow('fetch failed');
    await Promise.all(closed);
    held.length = 0;
  });

  it('error-500 and rate-limited: Chatwoot’s own bodies', async () => {
    proxy.setFault('error-500');
    const broken = await fetch(proxy.url, { method: 'POST', body: 'x'.repeat(200_000) });
    expect([broken.status, await broken.json()]).toEqual([500, { status: 500, error: 'Internal Server Error' }]);
    proxy.setFault('rate-limited');
    const throttled = await fetch(proxy.url);
    expect([throttled.status, await throttled.text()]).toEqual([429, 'Retry later\n']);
    expect(throttled.headers.get('content-type')).toBe('text/plain');
    expect(throttled.headers.has('retry-after')).toBe(false);
  });

  it('error-500 and rate-limited: no WebSocket opens', async () => {
    proxy.setFault('rate-limited');
    const socket = new WebSocket(proxy.url.replace('http', 'ws'));
    const [, answer] = await once(socket, 'unexpected-response');
    expect(answer.statusCode).toBe(429);
  });

  it('slow: answers, but not before its time', async () => {
    proxy.setFault('slow', 80);
    const startedAt = performance.now();
    expect((await fetch(proxy.url)).status).toBe(200);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(78);
  });

  it('slow: the waiting are cut when it goes down', async () => {
    proxy.setFault('slow', 60_000);
    const waiting = fetch(`${proxy.url}/waiting`);
    const rejected = expect(waiting).rejects.toThrow('fetch failed');
    await waitFor(async () => (await fetch(`${proxy.url}/__faults`)).ok);
    proxy.setFault('down');
    await rejected;
  });

  it('suspended: the account’s routes say so, the rest passes', async () => {
    proxy.setFault('suspended');
    const config = await fetch(`${proxy.url}/api/v1/widget/config`, { method: 'POST' });
    expect([config.status, await config.json()]).toEqual([401, { error: 'Account is suspended' }]);
    expect((await fetch(`${proxy.url}/packs/js/sdk.js`)).status).toBe(200);
  });

  it('blocked: a page gets no script and no socket, a server is served', async () => {
    proxy.setFault('blocked');
    const asPage = { 'sec-fetch-dest': 'script', 'sec-fetch-site': 'cross-site' };
    expect(await statusOf('/packs/js/sdk.js', asPage)).toBe('ECONNRESET');
    expect(await statusOf('/packs/js/sdk.js')).toBe(200);
    await expect(openSocket('/cable', { origin: 'http://localhost:4000' })).rejects.toThrow();
    (await openSocket()).terminate();
  });
});

describe('/__faults', () => {
  const put = (body: string) => fetch(`${proxy.url}/__faults`, { method: 'PUT', body });

  it('reads and sets the fault, while down too, and is never passed on', async () => {
    lastHeaders = {};
    expect(await (await put('{"fault":"down"}')).json()).toEqual({ fault: 'down', slowMs: 10_000 });
    expect(proxy.fault()).toBe('down');
    expect(await (await put('{"fault":"slow","slowMs":50}')).json()).toEqual({ fault: 'slow', slowMs: 50 });
    expect(await (await fetch(`${proxy.url}/__faults`)).json()).toEqual({ fault: 'slow', slowMs: 50 });
    expect(lastHeaders).toEqual({});
  });

  it('refuses what it does not know', async () => {
    for (const body of ['{"fault":"tired"}', 'down', '{"fault":"slow","slowMs":-1}', 'x'.repeat(5000)]) {
      const answer = await put(body);
      expect(answer.status).toBe(400);
      expect(await answer.json()).toEqual({ error: expect.stringContaining('{"fault":"down"}') });
    }
    expect((await fetch(`${proxy.url}/__faults`, { method: 'DELETE' })).status).toBe(405);
    expect(proxy.fault()).toBe('none');
  });
});

/** `fetch` sets its own Sec-Fetch headers; a bare request sends what it is told. */
function statusOf(path: string, headers: Record<string, string> = {}): Promise<number | string | undefined> {
  return new Promise((resolve) => {
    request(`${proxy.url}${path}`, { headers }, (res) => resolve(res.resume().statusCode))
      .on('error', (error: NodeJS.ErrnoException) => resolve(error.code))
      .end();
  });
}

async function waitFor(isReady: () => boolean | Promise<boolean>) {
  while (!(await isReady())) await setImmediate();
}
