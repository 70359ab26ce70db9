import type { IncomingMessage, ServerResponse } from 'node:http';

/** What a wire has read and hands on. */
export type Bytes = Uint8Array<ArrayBuffer>;

const ofTheHop = ['host', 'connection', 'content-length', 'transfer-encoding', 'keep-alive', 'expect'];

export async function bodyOf(request: IncomingMessage): Promise<Bytes> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Sends a request to where it was meant for. @returns undefined when it is cut on the way */
export async function passOn(target: string, request: IncomingMessage, body: Bytes): Promise<Response | undefined> {
  return fetch(target + request.url, {
    method: request.method ?? 'GET',
    headers: headersOn(request),
    redirect: 'manual',
    ...(body.length > 0 && { body }),
  }).catch(() => undefined);
}

/** Gives an answer back; when there is none, or it breaks off, the connection is broken, too. */
export async function passBack(answer: Response | undefined, response: ServerResponse): Promise<void> {
  const body = await answer?.arrayBuffer().catch(() => undefined);
  if (!answer || !body) return void response.socket?.destroy();
  response.writeHead(answer.status, headersBack(answer)).end(Buffer.from(body));
}

function headersOn(request: IncomingMessage): [string, string][] {
  return Object.entries(request.headers).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' && !ofTheHop.includes(name) ? [[name, value]] : [],
  );
}

function headersBack({ headers }: Response): Record<string, string> {
  const names = ['content-type', 'retry-after'];
  return Object.fromEntries(names.flatMap((name) => [[name, headers.get(name) ?? '']]).filter(([, value]) => value));
}
