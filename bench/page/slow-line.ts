import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { listen } from '../../demo-store/faults/listen.ts';
import { createLane, type Lane } from './lane.ts';

export interface LineSpeed {
  roundTripMs: number;
  downKbit: number;
  upKbit: number;
}

export interface SlowLine {
  port: number;
  /** What has come down so far, as bytes on the wire, headers included. */
  downBytes(): number;
  /** How long nothing has moved, in milliseconds. */
  quietMs(): number;
  stop(): Promise<void>;
}

/**
 * A slow connection to `targetPort`: all TCP connections through it share the bandwidth of each direction, every byte
 * takes half a round trip and every new connection one whole before its first. There is no loss and no slow start,
 * so large downloads fare better than on a phone.
 */
export async function startSlowLine(targetPort: number, speed: LineSpeed): Promise<SlowLine> {
  const up = createLane(speed.upKbit / 8, speed.roundTripMs / 2);
  const down = createLane(speed.downKbit / 8, speed.roundTripMs / 2);
  const sockets = new Set<Socket>();

  const server = createServer({ allowHalfOpen: true, pauseOnConnect: true }, (near) => {
    const far = connect({ port: targetPort, host: '127.0.0.1', allowHalfOpen: true });
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => other.destroy());
      socket.once('close', () => sockets.delete(socket));
    }
    carry(far, near, down);
    setTimeout(() => carry(near, far, up), speed.roundTripMs);
  });
  const port = await listen(server, 0, '127.0.0.1', 'nothing');

  return {
    port,
    downBytes: down.bytes,
    quietMs: () => performance.now() - Math.max(up.lastBusyAt(), down.lastBusyAt()),
    async stop() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function carry(from: Socket, to: Socket, lane: Lane) {
  const deliver = (packet: Buffer | null) => {
    if (to.destroyed) return;
    if (packet) to.write(packet);
    else to.end();
  };
  from.on('data', (data: Buffer) => lane.send(from, data, deliver));
  from.on('end', () => lane.send(from, null, deliver));
  from.resume();
}
