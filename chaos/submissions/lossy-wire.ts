import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Bytes, bodyOf, passBack, passOn } from '../pass-on.ts';
import { createDeck, type Random } from '../random.ts';
import type { Tally } from '../tally.ts';
import type { Timings } from './timings.ts';

/** What can become of one call besides passing; "after writing": Chatwoot has carried it out, and nobody hears of it. */
const troubles = [
  'reset before writing',
  'reset after writing',
  '500 before writing',
  '500 after writing',
  '429',
  '502 of a proxy',
  '404 of a proxy',
  'hang after writing',
  'written late, after a reset',
] as const;
type Trouble = (typeof troubles)[number];

/** What a file was when it passed: the stand-in keeps its name and size, but not its bytes. */
interface PassedFile {
  size: number;
  sha256: string;
}

export interface LossyWire {
  url: string;
  /** Until then everything passes. */
  breakCalls(areBroken: boolean): void;
  /** Nobody listens any more, as when a machine is off. */
  refuse(): Promise<void>;
  listen(): Promise<void>;
  /** By name, of writes that Chatwoot answered with a yes. */
  files: ReadonlyMap<string, PassedFile>;
  stop(): Promise<void>;
}

export interface LossyWireOptions {
  /** Where calls go on to. */
  target: string;
  random: Random;
  tally: Tally;
  timings: Timings;
}

/** Of other calls than messages, the share in trouble. */
const otherTroubleShare = 0.06;

/** Stands before Chatwoot and breaks calls one by one: messages most of all, for it is they that must arrive once. */
export async function startLossyWire({ target, random, tally, timings }: LossyWireOptions): Promise<LossyWire> {
  const files = new Map<string, PassedFile>();
  // More than half pass; of those in trouble most are the ones whose ending nobody can know.
  const nextOfMessage = createDeck<Trouble | 'pass'>(random, [
    'pass',
    ...Array<'pass'>(13).fill('pass'),
    ...troubles,
    'reset after writing',
    'hang after writing',
    'written late, after a reset',
  ]);
  const nextOfOther = createDeck<Trouble>(random, [troubles[0], ...troubles.slice(1)]);
  let areBroken = false;
  let port = 0;

  const server = createServer((request, response) => {
    // Whoever called may be killed meanwhile.
    handle(request, response).catch(() => request.socket.destroy());
  });

  function troubleOf(request: IncomingMessage): Trouble | 'pass' {
    if (!areBroken) return 'pass';
    if (isMessage(request)) return nextOfMessage();
    return random.chance(otherTroubleShare) ? nextOfOther() : 'pass';
  }

  async function handle(request: IncomingMessage, response: ServerResponse) {
    const body = await bodyOf(request);
    const arrivedAt = performance.now();
    const trouble = troubleOf(request);
    if (trouble !== 'pass') tally.add(trouble);
    const reset = () => request.socket.resetAndDestroy();

    switch (trouble) {
      case 'pass':
        return passBack(await pass(request, body), response);
      case 'reset before writing':
        return reset();
      case '429':
        return say(response, 429, 'text/plain', 'Retry later\n');
      case '502 of a proxy':
        return say(response, 502, 'text/html', '<html><body>Bad Gateway</body></html>');
      case '404 of a proxy':
        return say(response, 404, 'text/html', '<html><body>Not Found</body></html>');
      case '500 before writing':
        return say(response, 500, 'application/json', railsError);
      case '500 after writing':
        await pass(request, body);
        return say(response, 500, 'application/json', railsError);
      case 'reset after writing':
        await pass(request, body);
        return reset();
      case 'hang after writing':
        await pass(request, body);
        await sleep(timings.hangMs);
        return reset();
      case 'written late, after a reset':
        reset();
        await sleep(timings.lateMs);
        // This machine was busy elsewhere: a real Chatwoot would have given up, too.
        if (performance.now() - arrivedAt < timings.giveUpMs) await pass(request, body);
    }
  }

  /** @returns undefined when it is cut on the way. */
  async function pass(request: IncomingMessage, body: Bytes): Promise<Response | undefined> {
    const answer = await passOn(target, request, body);
    if (answer?.ok && isMessage(request)) await noteFiles(request, body, files);
    return answer;
  }

  async function listen() {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(port, '127.0.0.1', resolve);
    });
    ({ port } = server.address() as AddressInfo);
  }
  async function refuse() {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  }

  await listen();
  return {
    url: `http://127.0.0.1:${port}`,
    breakCalls(broken) {
      areBroken = broken;
    },
    refuse,
    listen,
    files,
    stop: async () => void (server.listening && (await refuse())),
  };
}

const railsError = '{"status":500,"error":"Internal Server Error"}';

function isMessage({ method, url = '' }: IncomingMessage): boolean {
  return method === 'POST' && /^\/api\/v1\/widget\/messages(\?|$)/.test(url);
}

function say(response: ServerResponse, status: number, contentType: string, body: string) {
  response.writeHead(status, { 'content-type': contentType }).end(body);
}

async function noteFiles(request: IncomingMessage, body: Bytes, files: Map<string, PassedFile>) {
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return;
  const form = await new Response(body, { headers: { 'content-type': type } }).formData();
  for (const value of form.values()) {
    if (typeof value === 'string') continue;
    const bytes = Buffer.from(await value.arrayBuffer());
    files.set(value.name, { size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });
  }
}
