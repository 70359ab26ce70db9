import { connect } from 'node:net';

interface RawAnswer {
  status: number;
}

export interface RawConnection {
  /** Sends a request as text and waits for its answer: one at a time. @throws Error if the connection ends. */
  ask(request: string): Promise<RawAnswer>;
  close(): void;
}

/**
 * A kept-alive HTTP/1.1 connection that looks at no more than it must: status, length, end. A client that reads answers
 * properly costs more than the server that is to be measured, and would be what is measured.
 */
export async function openRawConnection(port: number): Promise<RawConnection> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  let received: Buffer = Buffer.alloc(0);
  let waiting: { resolve(answer: RawAnswer): void; reject(error: Error): void } | undefined;

  socket.on('data', (chunk: Buffer) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    const whole = readWhole(received);
    if (!whole) return;
    if ('problem' in whole) return fail(new Error(whole.problem));
    const { resolve } = waiting ?? {};
    [received, waiting] = [received.subarray(whole.length), undefined];
    resolve?.({ status: whole.status });
  });
  const fail = (error: Error) => waiting?.reject(error);
  socket.on('error', fail);
  socket.on('close', () => fail(new Error('The server has closed the connection.')));

  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        socket.write(request);
      }),
    close: () => socket.destroy(),
  };
}

/** Undefined until all of it is there. */
function readWhole(bytes: Buffer): { status: number; length: number } | { problem: string } | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  if (end === -1) return undefined;
  const head = bytes.toString('latin1', 0, end);
  const bodyLength = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
  if (bodyLength === undefined) return { problem: `An answer without a length: ${head}` };
  const length = end + 4 + Number(bodyLength);
  return bytes.length < length ? undefined : { status: Number(head.slice(9, 12)), length };
}
