import { quantile } from '../page/statistics.ts';
import { openRawConnection } from './raw-connection.ts';

/** What a server managed in one turn. */
export interface Turn {
  requestsPerSecond: number;
  /** Of a request, as its caller waits. */
  p99Ms: number;
}

export interface Pressure {
  port: number;
  /** The next request, whole. */
  request: () => string;
  durationMs: number;
  connections: number;
}

/**
 * Keeps so many connections busy for a while, each with one request at a time.
 * @throws Error naming the status of an answer that is not 200: a refusal is quick, and would flatter.
 */
export async function pressOn({ port, request, durationMs, connections }: Pressure): Promise<Turn> {
  const opened = await Promise.all(Array.from({ length: connections }, () => openRawConnection(port)));
  const waits: number[] = [];
  const startedAt = performance.now();
  const until = startedAt + durationMs;
  try {
    await Promise.all(
      opened.map(async (connection) => {
        for (let sentAt = performance.now(); sentAt < until; ) {
          const { status } = await connection.ask(request());
          if (status !== 200) throw new Error(`A request was answered with ${status}.`);
          const answeredAt = performance.now();
          waits.push(answeredAt - sentAt);
          sentAt = answeredAt;
        }
      }),
    );
  } finally {
    for (const connection of opened) connection.close();
  }
  const seconds = (performance.now() - startedAt) / 1000;
  return { requestsPerSecond: waits.length / seconds, p99Ms: quantile(waits, 0.99) };
}
