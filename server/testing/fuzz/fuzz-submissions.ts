import { eq } from 'drizzle-orm';
import fc from 'fast-check';
import { createApp } from '../../app.ts';
import type { OpenDatabase } from '../../db/open-database.ts';
import { createTestStore } from '../../db/test-database.ts';
import { stores } from '../../stores/tables.ts';
import { createTestApp, testAssets } from '../test-app.ts';
import { type FuzzRequest, fuzzRequest } from './arbitrary-requests.ts';
import { compareStored } from './compare-stored.ts';
import type { Mode } from './expected-row.ts';
import { createSender } from './send-requests.ts';

export interface FuzzOptions {
  /** How many requests. */
  runs: number;
  seed: number;
  onProgress?(summary: FuzzSummary): void;
}

export interface FuzzSummary {
  sent: number;
  stored: number;
  byStatus: Record<number, number>;
  /** What was not as it should be. The request is the `index`th of those that `seed` makes. */
  problems: { seed: number; index: number; problem: string; request: FuzzRequest | undefined }[];
}

/** Each batch has a store of its own, and so stays below every limit. */
const batchSize = 250;
const atOnce = 8;
const mostProblems = 20;
const modes: readonly Mode[] = ['off', 'under-attack', 'always', 'off', 'under-attack'];

/** Sends generated requests to the real application, and holds what is stored against what was sent. */
export async function fuzzSubmissions(db: OpenDatabase, { runs, seed, onProgress }: FuzzOptions): Promise<FuzzSummary> {
  const test = await createTestApp(db);
  const app = createApp({ ...test.deps, assets: testAssets, ping: db.ping, clientAddress: createCallers() });
  const summary: FuzzSummary = { sent: 0, stored: 0, byStatus: {}, problems: [] };
  for (let batch = 0; summary.sent < runs && summary.problems.length < mostProblems; batch += 1) {
    const numRuns = Math.min(batchSize, runs - summary.sent);
    await runBatch(seed + batch, numRuns, modes[batch % modes.length] ?? 'off');
    onProgress?.(summary);
  }
  return summary;

  async function runBatch(batchSeed: number, numRuns: number, mode: Mode) {
    const requests = fc.sample(fuzzRequest, { seed: batchSeed, numRuns });
    const store = await createTestStore(db, { proofOfWork: mode });
    await test.deps.directory.refresh();
    test.jobs.length = 0;
    const { send, accepted } = createSender(app, store.key, mode);
    const note = (index: number, problem: string) =>
      summary.problems.push({ seed: batchSeed, index, problem, request: requests[index] });

    const all = [...requests.entries()];
    const isFirst = ([, { kind }]: (typeof all)[number]) => kind === 'message' || kind === 'file';
    await inLanes(atOnce, all.filter(isFirst), run);
    // What goes back to an earlier one comes after it, one after the other.
    await inLanes(
      1,
      all.filter((one) => !isFirst(one)),
      run,
    );

    const hasJob = (id: string) => test.jobs.some(({ data }) => 'sessionId' in data && data.sessionId === id);
    const { stored, problems } = await compareStored(db.database, store.id, accepted, hasJob);
    summary.stored += stored;
    for (const { index, problem } of problems) note(index, problem);
    await db.database.acrossStores((tx) => tx.delete(stores).where(eq(stores.id, store.id)));

    async function run([index, request]: (typeof all)[number]) {
      const { status, problem } = await send(index, request);
      summary.sent += 1;
      summary.byStatus[status] = (summary.byStatus[status] ?? 0) + 1;
      if (problem) note(index, problem);
    }
  }
}

/** Every request comes from an address of its own. */
function createCallers() {
  let callers = 0;
  return () => {
    callers += 1;
    return `10.${(callers >> 16) & 255}.${(callers >> 8) & 255}.${callers & 255}`;
  };
}

async function inLanes<T>(lanes: number, items: T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = items[Symbol.iterator]();
  const lane = async () => {
    for (const item of waiting) await work(item);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
