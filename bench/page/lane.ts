/** A piece of what one connection sends; null: it has sent all. */
export type Packet = Buffer | null;

/** One direction of a line: everything in it waits for its turn, then travels. */
export interface Lane {
  /** Calls `deliver` with each packet of `data`, in order, when it has come through. */
  send(connection: object, data: Packet, deliver: (packet: Packet) => void): void;
  bytes(): number;
  /** By `performance.now()`. */
  lastBusyAt(): number;
}

interface Waiting {
  packet: Packet;
  deliver(packet: Packet): void;
}

const packetBytes = 1460;

/**
 * @param bytesPerMs shared by all connections, who take turns packet by packet.
 * @param travelMs from leaving to arriving, half a round trip.
 */
export function createLane(bytesPerMs: number, travelMs: number): Lane {
  const queues = new Map<object, Waiting[]>();
  const travelling: (Waiting & { arrivesAt: number })[] = [];
  let sentBytes = 0;
  let lastBusyAt = 0;
  /** When the last packet will have left. A timer that comes late loses nothing: packets go by this clock. */
  let freeAt = 0;

  function depart() {
    while (queues.size > 0 && freeAt <= performance.now()) {
      for (const [connection, queue] of queues) {
        const next = queue.shift();
        if (queue.length === 0) queues.delete(connection);
        if (!next) continue;
        freeAt += (next.packet?.length ?? 0) / bytesPerMs;
        travelling.push({ ...next, arrivesAt: freeAt + travelMs });
        if (travelling.length === 1) setTimeout(arrive, travelMs);
      }
    }
    if (queues.size > 0) setTimeout(depart, freeAt - performance.now());
  }

  function arrive() {
    lastBusyAt = performance.now();
    for (let next = travelling[0]; next && next.arrivesAt <= lastBusyAt; next = travelling[0]) {
      travelling.shift();
      sentBytes += next.packet?.length ?? 0;
      next.deliver(next.packet);
    }
    if (travelling[0]) setTimeout(arrive, travelling[0].arrivesAt - performance.now());
  }

  return {
    send(connection, data, deliver) {
      const packets = cut(data).map((packet) => ({ packet, deliver }));
      const queue = queues.get(connection);
      if (queue) return void queue.push(...packets);
      const isIdle = queues.size === 0;
      queues.set(connection, packets);
      if (!isIdle) return;
      freeAt = Math.max(freeAt, performance.now());
      depart();
    },
    bytes: () => sentBytes,
    lastBusyAt: () => lastBusyAt,
  };
}

function cut(data: Packet): Packet[] {
  if (data === null) return [null];
  const count = Math.ceil(data.length / packetBytes);
  return Array.from({ length: count }, (_, index) => data.subarray(index * packetBytes, (index + 1) * packetBytes));
}
