import { eventBatchSchema } from '../../contract/events.ts';
import { type Summary, summarize } from '../page/statistics.ts';
import { openRawConnection } from '../server/raw-connection.ts';
import { bareEvents, eventsPerBatch, insertValues } from './bare-table.ts';
import { type Batch, shopOrigin } from './batches.ts';
import type { Stage } from './stage.ts';

/** Of one turn: what an event costs, from the first request to the last answer. */
type MicrosPerEvent = number;

const callers = 20;
const everybody = Array.from({ length: callers }, (_, caller) => caller);

/** Our turn: batches as they come out of JSON are checked, judged one by one, and stored. */
async function takeOurTurn(stage: Stage, batches: readonly Batch[]): Promise<MicrosPerEvent> {
  return storingAll(stage, batches, () =>
    timeTurn(batches, everybody, (_caller, { store, body }) =>
      stage.record(store, eventBatchSchema.parse(JSON.parse(body))),
    ),
  );
}

/** @throws Error when not every event was stored: a refusal is quick, and would flatter */
async function storingAll(stage: Stage, batches: readonly Batch[], turn: () => Promise<MicrosPerEvent>) {
  const before = await stage.stored();
  const micros = await turn();
  const stored = (await stage.stored()) - before;
  if (stored !== batches.length * eventsPerBatch) throw new Error(`Only ${stored} events of a turn were stored.`);
  return micros;
}

/**
 * The same by the door that browsers take: over HTTP, each caller on a connection of its own, the callers in this process.
 */
async function takeHttpTurn(stage: Stage, batches: readonly Batch[]): Promise<MicrosPerEvent> {
  const connections = await Promise.all(Array.from({ length: callers }, () => openRawConnection(stage.port)));
  const requests = batches.map(requestOf);
  try {
    return await storingAll(stage, batches, () =>
      timeTurn(requests, connections, (connection, request) => connection.ask(request)),
    );
  } finally {
    for (const connection of connections) connection.close();
  }
}

function requestOf({ store, body }: Batch): string {
  return (
    `POST /v1/stores/${store.key}/events HTTP/1.1\r\nhost: chat.example\r\norigin: ${shopOrigin}\r\n` +
    `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
  );
}

/** The same rows by one multi-row INSERT, the way all of this server writes: Drizzle, in the store's transaction. */
function takeDrizzleTurn({ opened }: Stage, batches: readonly Batch[]): Promise<MicrosPerEvent> {
  return timeTurn(batches, everybody, (_caller, { store, rows }) =>
    opened.database.inStore(store.id, (tx) => tx.insert(bareEvents).values(rows)),
  );
}

/** And by the driver alone, given everything as it goes over the wire. */
function takeDriverTurn({ insertByDriver }: Stage, batches: readonly Batch[]): Promise<MicrosPerEvent> {
  const prepared = batches.map(({ store, rows }) => [store.id, insertValues(rows)] as const);
  return timeTurn(prepared, everybody, (_caller, [storeId, values]) => insertByDriver(storeId, values));
}

/** Callers take the next of what is to be sent, until nothing is left. */
async function timeTurn<Caller, Sent>(
  all: readonly Sent[],
  everybody: readonly Caller[],
  send: (caller: Caller, one: Sent) => Promise<unknown>,
): Promise<MicrosPerEvent> {
  const left = all.values();
  const startedAt = performance.now();
  await Promise.all(
    everybody.map(async (caller) => {
      for (const one of left) await send(caller, one);
    }),
  );
  return ((performance.now() - startedAt) * 1000) / (all.length * eventsPerBatch);
}

const turns = { ours: takeOurTurn, http: takeHttpTurn, drizzle: takeDrizzleTurn, driver: takeDriverTurn };
type Contestant = keyof typeof turns;
const contestants = Object.keys(turns) as Contestant[];

/** Of some rounds. */
export interface Cost {
  micros: Record<Contestant, Summary>;
  /** Speed of ours by that of the other, in the same round. */
  ratio: Record<Exclude<Contestant, 'ours'>, Summary>;
}

/** Rounds in which each has a turn. Who begins changes, so that nobody always finds the machine as another left it. */
export async function compare(
  stage: Stage,
  rounds: number,
  makeTurn: () => Batch[],
  onRound: (round: number) => void = () => {},
): Promise<Cost> {
  const micros: Record<Contestant, MicrosPerEvent[]> = { ours: [], http: [], drizzle: [], driver: [] };
  for (let round = 0; round < rounds; round += 1) {
    const first = round % contestants.length;
    for (const who of [...contestants.slice(first), ...contestants.slice(0, first)]) {
      micros[who].push(await turns[who](stage, makeTurn()));
    }
    onRound(round + 1);
  }
  const ratioTo = (who: Contestant) =>
    summarize(micros.ours.map((ours, round) => (micros[who][round] ?? Number.NaN) / ours));
  const { ours, http, drizzle, driver } = micros;
  return {
    micros: { ours: summarize(ours), http: summarize(http), drizzle: summarize(drizzle), driver: summarize(driver) },
    ratio: { http: ratioTo('http'), drizzle: ratioTo('drizzle'), driver: ratioTo('driver') },
  };
}
