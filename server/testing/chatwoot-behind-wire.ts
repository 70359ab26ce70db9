import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startChatwoot } from '../../demo-store/chatwoot/start-chatwoot.ts';

/**
 * What happens to requests on their way to Chatwoot: `pass`; `cut`: the connection breaks before anything is passed
 * on; `lose-answer`: Chatwoot carries it out, the answer never arrives; `lose-hash`: what signs an identity does not get
 * through; a number, or status and JSON: that instead of Chatwoot.
 */
export type Wire = 'pass' | 'cut' | 'lose-answer' | 'lose-hash' | number | { status: number; body: unknown };

/** A stand-in for Chatwoot behind a wire that a test can break for the writes it names. */
export async function startChatwootBehindWire(platformToken: string) {
  const chatwoot = await startChatwoot({
    port: 0,
    publicUrl: 'http://127.0.0.1',
    platformToken,
    browserFiles: '.',
    privateWebhookHosts: ['127.0.0.1'],
  });
  const state = {
    wire: 'pass' as Wire,
    matches: (_call: string) => true,
    calls: [] as string[],
    requestIds: [] as string[],
    /** Waits for the next call, once. */
    gate: async (_call: string) => {},
  };

  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  async function handle(request: IncomingMessage, response: ServerResponse) {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const call = `${request.method} ${request.url?.split('?')[0]}`;
    state.calls.push(call);
    state.requestIds.push(String(request.headers['x-request-id']));
    await state.gate(call);
    const wire = state.matches(call) ? state.wire : 'pass';
    if (wire === 'cut') return request.socket.destroy();
    if (typeof wire === 'number') return response.writeHead(wire, { 'content-type': 'text/plain' }).end('no\n');
    if (typeof wire === 'object') {
      return response.writeHead(wire.status, { 'content-type': 'application/json' }).end(JSON.stringify(wire.body));
    }
    const answer = await fetch(`${chatwoot.url}${request.url}`, {
      method: request.method ?? 'GET',
      headers: Object.entries(request.headers).flatMap(([name, value]): [string, string][] =>
        typeof value === 'string' && !['host', 'connection', 'content-length'].includes(name) ? [[name, value]] : [],
      ),
      ...(chunks.length > 0 ? { body: wire === 'lose-hash' ? withoutHash(chunks) : Buffer.concat(chunks) } : {}),
    });
    const body = Buffer.from(await answer.arrayBuffer());
    if (wire === 'lose-answer') return request.socket.destroy();
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/plain' }).end(body);
  }

  return {
    url: `http://127.0.0.1:${port}`,
    /** Every call that came, as `POST /api/v1/widget/messages`. */
    calls: state.calls,
    /** What each call said in `X-Request-Id`. */
    requestIds: state.requestIds,
    /** Breaks the wire for the calls that match, or mends it. */
    set(wire: Wire, matches: (call: string) => boolean = () => true) {
      Object.assign(state, { wire, matches });
    },
    /** Lets `work` happen while the next call that matches is on its way; later ones pass. */
    async during(matches: (call: string) => boolean, work: () => Promise<unknown>): Promise<void> {
      const [arrived, done] = [createSignal(), createSignal()];
      state.gate = async (call) => {
        if (!matches(call)) return;
        state.gate = async () => {};
        arrived.give();
        await done.given;
      };
      await arrived.given;
      try {
        await work();
      } finally {
        done.give();
      }
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await chatwoot.stop();
    },
  };
}

function createSignal() {
  let give = () => {};
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { given, give };
}

function withoutHash(chunks: Buffer[]): string {
  const { identifier_hash: _lost, ...rest } = JSON.parse(Buffer.concat(chunks).toString());
  return JSON.stringify(rest);
}
