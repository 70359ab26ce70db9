import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ChatwootError } from './chatwoot-error.ts';
import { reasonOf } from './reason-of.ts';
import { createSend, nothing } from './send.ts';

const token = 'top-secret-token';
const running: Server[] = [];

afterEach(() => {
  for (const server of running.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

describe('a call to Chatwoot', () => {
  it('carries token, request id and JSON, and gives the parsed answer', async () => {
    const baseUrl = await listen(
      new Hono().post('/things', async (c) =>
        c.json({ got: await c.req.json(), token: c.req.header('api-access-token'), id: c.req.header('x-request-id') }),
      ),
    );
    const send = createSend({ baseUrl: `${baseUrl}/`, requestId: 'req-1' }, { 'api-access-token': token });
    const answer = await send({ method: 'POST', path: '/things', body: { a: 1 }, answer: z.unknown() });
    expect(answer).toEqual({ got: { a: 1 }, token, id: 'req-1' });
  });

  it('cleans header values that came from a browser, and says nothing about them', async () => {
    const baseUrl = await listen(new Hono().get('/', (c) => c.json(c.req.header('user-agent'))));
    const send = createSend({ baseUrl }, { 'user-agent': 'Ev\r\nil: 1 ✓ Browser' });
    expect(await send({ method: 'GET', path: '/', answer: z.string() })).toBe('Evil: 1  Browser');
  });

  it('takes an empty body as an answer where nothing is to be said', async () => {
    const baseUrl = await listen(new Hono().delete('/thing', (c) => c.body(null, 204)));
    const answer = await createSend({ baseUrl })({ method: 'DELETE', path: '/thing', answer: nothing });
    expect(answer).toBeUndefined();
  });

  it('refuses an address that is none, without repeating it', () => {
    for (const baseUrl of ['chat.example.com', 'ftp://chat.example.com', 'https://me:pass@chat.example.com']) {
      expect(() => createSend({ baseUrl })).toThrow('should look like https://chat.example.com');
      expect(() => createSend({ baseUrl })).not.toThrow('pass');
    }
  });
});

describe('the shapes in which Chatwoot refuses', () => {
  const cases = [
    {
      what: 'validation',
      status: 422,
      body: { message: 'Email has already been taken', attributes: ['email'] },
      kind: 'invalid',
      text: 'Email has already been taken',
    },
    {
      what: 'an error sentence',
      status: 401,
      body: { error: 'Invalid Access Token' },
      kind: 'unauthorized',
      text: 'Invalid Access Token',
    },
    {
      what: 'an error object',
      status: 422,
      body: { error: { actions: ['Actions are wrong'] } },
      kind: 'invalid',
      text: 'Actions are wrong',
    },
    {
      what: 'a list of errors',
      status: 401,
      body: { errors: ['You need to sign in'] },
      kind: 'unauthorized',
      text: 'You need to sign in',
    },
    {
      what: 'a framework error',
      status: 404,
      body: { status: 404, error: 'Not Found' },
      kind: 'not-found',
      text: 'Not Found',
    },
    {
      what: 'a suspended account',
      status: 401,
      body: { error: 'Account is suspended' },
      kind: 'suspended',
      text: 'Account is suspended',
    },
    {
      what: 'a limit of the plan',
      status: 402,
      body: { error: 'Account limit exceeded.' },
      kind: 'invalid',
      text: 'Account limit',
    },
  ] as const;

  it.each(cases)('understands $what', async ({ status, body, kind, text }) => {
    const baseUrl = await listen(new Hono().get('/x', (c) => c.json(body, status)));
    const error = await failureOf({ baseUrl });
    expect(error).toMatchObject({ kind, status, attributes: 'attributes' in body ? body.attributes : [] });
    expect(error.message).toContain(text);
  });

  it('understands an empty body', async () => {
    const baseUrl = await listen(new Hono().get('/x', (c) => c.body('', 400)));
    expect(await failureOf({ baseUrl })).toMatchObject({ kind: 'invalid', message: 'Chatwoot, GET /x: HTTP 400' });
  });

  it('understands an HTML page and repeats nothing of it', async () => {
    const baseUrl = await listen(new Hono().get('/x', (c) => c.html(`<h1>${token}</h1>`, 404)));
    expect(await failureOf({ baseUrl })).toMatchObject({ kind: 'not-found', message: 'Chatwoot, GET /x: HTTP 404' });
  });

  it('understands the plain text of a throttle, and a proxy that says how long to wait', async () => {
    const app = new Hono().get('/x', (c) => c.text('Retry later\n', 429, { 'retry-after': '30' }));
    const error = await failureOf({ baseUrl: await listen(app) });
    expect(error).toMatchObject({ kind: 'rate-limited', retryAfterMs: 30_000, message: 'Chatwoot, GET /x: HTTP 429' });
  });

  it('calls a 5xx on a read a server error, on a write unclear', async () => {
    const app = new Hono().all('/x', (c) => c.json({ status: 500, error: 'Internal Server Error' }, 500));
    const baseUrl = await listen(app);
    expect(await failureOf({ baseUrl })).toMatchObject({ kind: 'server-error', status: 500 });
    expect(await failureOf({ baseUrl }, 'POST')).toMatchObject({ kind: 'unclear', status: 500 });
  });

  it('does not follow a redirect with the token', async () => {
    const app = new Hono().get('/x', (c) => c.redirect('/elsewhere')).get('/elsewhere', (c) => c.json({}));
    expect(await failureOf({ baseUrl: await listen(app) })).toMatchObject({ kind: 'unexpected-answer', status: 302 });
  });

  it('says when an answer is no JSON, or not what Chatwoot answers, without its values', async () => {
    const app = new Hono().get('/x', (c) => c.html('<login>')).post('/x', (c) => c.json({ id: token }));
    const baseUrl = await listen(app);
    expect(await failureOf({ baseUrl })).toMatchObject({ kind: 'unexpected-answer', status: 200 });
    const error = await failureOf({ baseUrl }, 'POST');
    expect(error.message).toContain('not as Chatwoot 4.14 answers: id');
    expect(error.message).not.toContain(token);
  });
});

describe('no answer at all', () => {
  it('is unreachable when the connection is refused, for nothing was sent', async () => {
    const error = await failureOf({ baseUrl: await addressOfNobody() }, 'POST');
    expect(error).toMatchObject({ kind: 'unreachable', status: undefined });
    expect(error.message).toContain('ECONNREFUSED');
  });

  it('is unreachable when HTTPS meets plain HTTP, and on a port that fetch keeps away from', async () => {
    const plain = await listenRaw((answer) => answer.end());
    expect(await failureOf({ baseUrl: plain.replace('http:', 'https:') })).toMatchObject({ kind: 'unreachable' });
    expect(await failureOf({ baseUrl: 'http://127.0.0.1:9' })).toMatchObject({ kind: 'unreachable' });
  });

  it('is unreachable when the name is not known', async () => {
    expect(await failureOf({ baseUrl: 'http://chatwoot.invalid' })).toMatchObject({ kind: 'unreachable' });
  });

  it('is unclear when the time is over', async () => {
    const baseUrl = await listenRaw(() => {});
    const error = await failureOf({ baseUrl, timeoutMs: 50 }, 'POST');
    expect(error).toMatchObject({ kind: 'unclear', message: 'Chatwoot, POST /x: no answer within 50 ms' });
  });

  it('is unclear when the body never ends', async () => {
    const baseUrl = await listenRaw((answer) => answer.writeHead(200).write('{'));
    expect(await failureOf({ baseUrl, timeoutMs: 50 })).toMatchObject({ kind: 'unclear' });
  });

  it('is unclear when the connection breaks after sending', async () => {
    const baseUrl = await listenRaw((answer) => answer.destroy());
    expect(await failureOf({ baseUrl }, 'POST')).toMatchObject({ kind: 'unclear' });
  });

  it('never names the query, where tokens travel', async () => {
    const send = createSend({ baseUrl: await addressOfNobody() });
    const call = { path: '/x', query: { website_token: token, after: undefined }, answer: nothing };
    await expect(send({ method: 'GET', ...call })).rejects.toThrow(/^Chatwoot, GET \/x: cannot be reached/);
  });
});

describe('the reason for the browser', () => {
  const error = (kind: ChatwootError['kind']) => new ChatwootError({ kind, call: 'GET /x', detail: '' });

  it('comes from the closed list', () => {
    expect(reasonOf(error('unreachable'))).toBe('chat-down');
    expect(reasonOf(error('unclear'))).toBe('chat-down');
    expect(reasonOf(error('server-error'))).toBe('chat-down');
    expect(reasonOf(error('not-found'))).toBe('refused');
    expect(reasonOf(error('rate-limited'))).toBe('rate-limited');
    expect(reasonOf(error('suspended'))).toBe('suspended');
  });

  it('is not made up for a bug of ours', () => {
    expect(() => reasonOf(new TypeError('ours'))).toThrow('ours');
  });
});

async function failureOf(connection: { baseUrl: string; timeoutMs?: number }, method: 'GET' | 'POST' = 'GET') {
  const send = createSend(connection, { 'api-access-token': token });
  const answer = z.object({ id: z.int() });
  const error = await send({ method, path: '/x', query: { website_token: token }, answer }).catch(
    (cause: unknown) => cause,
  );
  if (!(error instanceof ChatwootError)) throw new Error(`Expected a ChatwootError, got ${String(error)}`);
  expect(error.message).not.toContain(token);
  return error;
}

function listen(app: Hono): Promise<string> {
  return addressOf(createAdaptorServer({ fetch: app.fetch }) as Server);
}

/** A server that does anything but answer properly. */
function listenRaw(handle: (answer: ServerResponse) => void): Promise<string> {
  return addressOf(createServer((_request, answer) => handle(answer)));
}

async function addressOf(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  running.push(server);
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}

async function addressOfNobody(): Promise<string> {
  const address = await listenRaw(() => {});
  const server = running.pop();
  await new Promise((resolve) => server?.close(resolve));
  return address;
}
