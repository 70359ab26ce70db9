import { createServer, type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { answerControl, isControl } from './control.ts';
import { decideFault, type FaultAnswer } from './decide-fault.ts';
import { defaultSlowMs, type Fault, type FaultState } from './faults.ts';
import { createForwarder } from './forward.ts';
import { listen } from './listen.ts';

export interface FaultProxyOptions {
  /** What stands behind it, for messages. */
  name: 'chatwoot' | 'server';
  /** 0 lets the system choose. */
  port: number;
  host?: string;
  /** Origin to pass requests on to, http or https. */
  target: string;
  /** The environment variable that moves the port, named when the port is taken. */
  portVariable?: string;
}

export interface FaultProxy {
  url: string;
  port: number;
  fault(): Fault;
  /** `slowMs` counts for `slow` only. */
  setFault(fault: Fault, slowMs?: number): void;
  stop(): Promise<void>;
}

const labels = { chatwoot: 'Chatwoot', server: 'Our server' };
const portVariables = { chatwoot: 'CHATWOOT_PORT', server: 'PORT' };

/**
 * Starts a reverse proxy for HTTP and WebSocket that can play the faults of `faults.ts`. They are switched by
 * `setFault` or over HTTP: `GET` and `PUT /__faults` with `{ fault, slowMs? }`, from this machine only.
 * @throws Error that says what to do, when the port is taken or `target` is no http(s) address
 */
export async function startFaultProxy(options: FaultProxyOptions): Promise<FaultProxy> {
  const { name, host = '127.0.0.1', portVariable = portVariables[name] } = options;
  const forwarder = createForwarder(parseTarget(options.target), labels[name]);
  const busy = new Set<Socket>();
  let state: FaultState = { fault: 'none', slowMs: defaultSlowMs };

  function setState(next: FaultState) {
    state = next;
    if (next.fault === 'down') cutAll(busy);
  }

  const server = createServer((req, res) => {
    if (isControl(req)) return void answerControl({ read: () => state, write: setState }, req, res);
    holdWhileOpen(busy, req.socket, res);
    const verdict = decideFault(state, req);
    if (verdict.kind === 'cut') return cut(req.socket);
    if (verdict.kind === 'answer') return sendAnswer(req, res, verdict.answer);
    afterDelay(verdict.afterMs, res, () => forwarder.request(req, res));
  });

  server.on('upgrade', (req, _stream, head) => {
    const { socket } = req;
    // Resets are everyday life of a socket; without a listener one would end the process.
    socket.on('error', () => socket.destroy());
    holdWhileOpen(busy, socket, socket);
    const verdict = decideFault(state, req);
    if (verdict.kind === 'cut' || isControl(req)) return cut(socket);
    if (verdict.kind === 'answer') return sendRawAnswer(socket, verdict.answer);
    afterDelay(verdict.afterMs, socket, () => forwarder.upgrade(req, socket, head));
  });

  const port = await listen(server, options.port, host, portVariable);
  return {
    url: `http://${host}:${port}`,
    port,
    fault: () => state.fault,
    setFault: (fault, slowMs = defaultSlowMs) => setState({ fault, slowMs }),
    async stop() {
      cutAll(busy);
      forwarder.close();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

function parseTarget(target: string): URL {
  if (/^https?:/.test(target) && URL.canParse(target)) return new URL(target);
  throw new Error(`A fault proxy needs an http or https address to stand before, not "${target}".`);
}

function holdWhileOpen(busy: Set<Socket>, socket: Socket, until: Socket | ServerResponse) {
  busy.add(socket);
  until.once('close', () => busy.delete(socket));
}

function cutAll(sockets: Set<Socket>) {
  for (const socket of [...sockets]) cut(socket);
}

/** A reset, as from a machine that is gone: an orderly end would look like an empty answer to some clients. */
function cut(socket: Socket) {
  socket.resetAndDestroy();
}

function afterDelay(ms: number, closing: Socket | ServerResponse, go: () => Promise<void>) {
  if (ms === 0) return void go();
  const timer = setTimeout(() => void go(), ms);
  closing.once('close', () => clearTimeout(timer));
}

function sendAnswer(req: IncomingMessage, res: ServerResponse, answer: FaultAnswer) {
  // The body is read to its end, or the connection could not be used again.
  req.resume();
  res.writeHead(answer.status, { 'content-type': answer.contentType }).end(answer.body);
}

function sendRawAnswer(socket: Socket, { status, contentType, body }: FaultAnswer) {
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    `Content-Type: ${contentType}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
