import type { IncomingMessage, ServerResponse } from 'node:http';
import { type FaultState, faultStateSchema } from './faults.ts';

const controlPath = '/__faults';

const maxBytes = 1000;

export interface FaultHolder {
  read(): FaultState;
  write(state: FaultState): void;
}

export function isControl(req: IncomingMessage): boolean {
  return req.url?.split('?', 1)[0] === controlPath;
}

/** Answers `GET` and `PUT /__faults`; callers on this machine only, for it breaks things. */
export async function answerControl(holder: FaultHolder, req: IncomingMessage, res: ServerResponse): Promise<void> {
  if (!isLoopback(req.socket.remoteAddress)) return sendError(res, 403, 'Faults are switched from this machine only.');
  if (req.method === 'GET') return sendJson(res, 200, holder.read());
  if (req.method !== 'PUT') return sendError(res, 405, 'Use GET to read the fault and PUT to set it.');
  const parsed = faultStateSchema.safeParse(await readJson(req));
  if (!parsed.success) {
    return sendError(res, 400, `Send JSON like {"fault":"down"}. ${parsed.error.issues[0]?.message ?? ''}`.trim());
  }
  holder.write(parsed.data);
  sendJson(res, 200, parsed.data);
}

function isLoopback(address: string | undefined): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address ?? '');
}

async function readJson(req: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of req) {
    text += chunk;
    if (text.length > maxBytes) return undefined;
  }
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function sendJson(res: ServerResponse, status: number, body: unknown) {
  res.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(JSON.stringify(body));
}

function sendError(res: ServerResponse, status: number, message: string) {
  sendJson(res, status, { error: message });
}
