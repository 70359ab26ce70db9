import { EventEmitter, once } from 'node:events';
import { request } from 'node:http';
import { Readable } from 'node:stream';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createLogger } from '../observability/logger.ts';
import { createForward } from './forward.ts';
import { rawRequest, startRecorder, startTestGuard } from './test-kit.ts';

const path = '/api/v1/widget/messages?website_token=web-secret&cw_conversation=jwt-secret';

const running: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of running.splice(0)) await one.stop();
});

async function start(more: Parameters<typeof startTestGuard>[1] = {}, answer?: Parameters<typeof startRecorder>[0]) {
  const chatwoot = await startRecorder(answer);
  const guard = await startTestGuard(chatwoot.url, more);
  running.push(guard, chatwoot);
  return { chatwoot, guard };
}

describe('what Chatwoot learns of the caller', () => {
  const forged = { 'x-forwarded-for': '198.51.100.7', 'x-real-ip': '198.51.100.7', forwarded: 'for=198.51.100.7' };

  it('is the address that we saw, whatever they say, where no proxy is trusted', async () => {
    const { chatwoot, guard } = await start();
    await rawRequest(guard.url, { path, headers: { ...forged, x_forwarded_for: '198.51.100.7' } });
    const { headers } = chatwoot.arrived[0] ?? {};
    expect(headers?.['x-forwarded-for']).toBe('127.0.0.1');
    expect(JSON.stringify(headers)).not.toContain('198.51.100.7');
  });

  it('is what our proxy saw, where it is trusted: limits count shoppers and not the proxy', async () => {
    const { chatwoot, guard } = await start({ trustProxy: ['loopback'] });
    await rawRequest(guard.url, { path, headers: { ...forged, 'x-forwarded-for': '198.51.100.7, 203.0.113.9' } });
    expect(chatwoot.arrived[0]?.headers).toMatchObject({ 'x-forwarded-for': '203.0.113.9' });
    expect(chatwoot.arrived[0]?.headers).not.toHaveProperty('x-real-ip');
  });

  it('and their question, without an answer’s body, if that is all they want', async () => {
    const { chatwoot, guard } = await start();
    for (const asked of [path, '/api/v1/widget/contact']) {
      expect(await rawRequest(guard.url, { method: 'HEAD', path: asked })).toMatchObject({ status: 200, text: '' });
    }
    expect(chatwoot.arrived.map(({ method }) => method)).toEqual(['HEAD', 'HEAD']);
  });

  it('and all else: their browser, host, session, cookies, the path and the query', async () => {
    const { chatwoot, guard } = await start();
    const headers = {
      host: 'chat.example',
      'user-agent': 'A browser',
      'x-auth-token': 'jwt',
      cookie: 'a=b',
      'x-forwarded-proto': 'https',
      'x-request-id': 'request-of-the-proxy',
    };
    const answer = await rawRequest(guard.url, { path, headers });
    expect(chatwoot.arrived[0]).toMatchObject({ method: 'GET', url: path, headers });
    expect(answer.status).toBe(200);
  });
});

describe('streams', () => {
  it('give the first words before the last are written, both ways', async () => {
    const seen: string[] = [];
    const { guard } = await start({}, (incoming, response) => {
      response.writeHead(200, { 'content-type': 'text/plain' });
      response.write('first');
      incoming.on('data', (chunk: Buffer) => seen.push(chunk.toString()));
      incoming.once('end', () => response.end(' last'));
    });
    const { hostname, port } = new URL(guard.url);
    const sent = request({ hostname, port, method: 'POST', path, agent: false });
    sent.write('half a file');
    const [answer] = await once(sent, 'response');
    const [first] = await once(answer, 'data');
    expect(first.toString()).toBe('first');
    await vi.waitFor(() => expect(seen).toEqual(['half a file']));
    sent.end();
    expect(Buffer.concat(await answer.toArray()).toString()).toBe(' last');
  });

  it('end at Chatwoot when the shopper leaves', async () => {
    const chatwootSide = new EventEmitter();
    const [asked, left] = [once(chatwootSide, 'asked'), once(chatwootSide, 'left')];
    const { guard } = await start({}, (_incoming, response) => {
      chatwootSide.emit('asked');
      response.once('close', () => chatwootSide.emit('left'));
    });
    const { hostname, port } = new URL(guard.url);
    const sent = request({ hostname, port, path, agent: false });
    sent.once('error', () => {});
    sent.end();
    await asked;
    sent.destroy();
    await left;
  });
});

describe('when something is wrong', () => {
  it('a file above the limit is refused, whether its size is announced or not', async () => {
    const { guard } = await start({}, (incoming, response) => {
      incoming.once('error', () => {}).resume();
      incoming.once('end', () => response.end('{}'));
    });
    const slices = (count: number) => Array.from({ length: count }, () => Buffer.alloc(1024 * 1024));
    for (const [count, status] of [
      [5, 200],
      [6, 413],
    ] as const) {
      for (const body of [Buffer.concat(slices(count)), Readable.from(slices(count))]) {
        const answer = await rawRequest(guard.url, { method: 'POST', path, body });
        expect(answer.status).toBe(status);
        if (status === 413) expect(JSON.parse(answer.text)).toMatchObject({ error: { code: 'payload_too_large' } });
      }
    }
  });

  it('Chatwoot’s own refusals come through as they are', async () => {
    const { guard } = await start({}, (_incoming, response) => {
      response.writeHead(429, { 'content-type': 'text/plain', 'retry-after': '7' }).end('Retry later\n');
    });
    const answer = await rawRequest(guard.url, { path });
    expect(answer).toMatchObject({ status: 429, text: 'Retry later\n', headers: { 'retry-after': '7' } });
  });

  it('a Chatwoot that is away is said in our words', async () => {
    const { chatwoot, guard } = await start();
    await chatwoot.stop();
    for (const method of ['GET', 'POST']) {
      const answer = await rawRequest(guard.url, { path, method, ...(method === 'POST' && { body: '{}' }) });
      expect(answer.status).toBe(503);
      expect(JSON.parse(answer.text)).toEqual({
        error: {
          code: 'not_ready',
          message: expect.stringContaining('Chatwoot does not answer'),
          requestId: expect.any(String),
        },
      });
    }
  });

  it('a Chatwoot that says nothing is given up', async () => {
    const silent = await startRecorder(() => {});
    const forward = createForward(silent.url, 50);
    const logger = createLogger('silent');
    const front = await startRecorder((incoming, outgoing) => {
      forward(incoming, outgoing, { logger }).catch((refusal: { code: string }) => outgoing.end(refusal.code));
    });
    running.push(front, silent);
    expect((await rawRequest(front.url, { path })).text).toBe('not_ready');
  });

  it('a body that breaks off is not passed on as if it were whole', async () => {
    const { chatwoot, guard } = await start();
    const { hostname, port } = new URL(guard.url);
    const headers = { 'content-type': 'application/json', 'content-length': '100', expect: '100-continue' };
    const sent = request({ hostname, port, method: 'PATCH', path: '/api/v1/widget/contact', headers, agent: false });
    sent.on('error', () => {});
    sent.flushHeaders();
    await once(sent, 'continue');
    sent.write('{"name":"A"}', () => sent.destroy());
    await vi.waitFor(() => expect(guard.log()).toContain('"status":400'), { timeout: 10_000 });
    expect(chatwoot.arrived).toEqual([]);
    expect(guard.log()).not.toContain('unexpected error');
  });

  it('an answer that breaks off is no whole one', async () => {
    const { guard } = await start({}, (incoming, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('half');
      setImmediate(() => incoming.socket.destroy());
    });
    await expect(rawRequest(guard.url, { path })).rejects.toThrow();
  });

  it('a guard that is given its own address says so instead of asking itself for ever', async () => {
    const { chatwoot, guard } = await start();
    const before = await startTestGuard(guard.url);
    running.unshift(before);
    const answer = await rawRequest(before.url, { path });
    expect(answer.status).toBe(503);
    expect(answer.text).toContain('the address of Chatwoot itself');
    expect(chatwoot.arrived).toEqual([]);
  });

  it('everything outside the Widget API is not its business, and it says that it runs', async () => {
    const { chatwoot, guard } = await start();
    for (const elsewhere of [
      '/',
      '/widget',
      '/cable',
      '/api/v1/accounts/1',
      '/api/v1/widget',
      '/api/v1/widgets/contact',
    ]) {
      expect((await rawRequest(guard.url, { path: elsewhere })).status).toBe(404);
    }
    expect((await rawRequest(guard.url, { path: '/livez' })).status).toBe(200);
    expect(chatwoot.arrived).toEqual([]);
  });

  it('no token, address or hash is in the log', async () => {
    const { guard } = await start();
    const body = JSON.stringify({ identifier: 'x', identifier_hash: 'hash-secret', email: 'mail-secret@mail.example' });
    const headers = { 'content-type': 'application/json', 'x-auth-token': 'jwt-secret' };
    await rawRequest(guard.url, { path: path.replace('messages', 'contact/set_user'), method: 'PATCH', headers, body });
    await rawRequest(guard.url, { path });
    expect(guard.log()).toContain('"path":"/api/v1/widget/contact/set_user"');
    expect(guard.log()).not.toContain('secret');
  });
});
