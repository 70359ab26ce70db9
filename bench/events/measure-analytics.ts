import type { ServedStore } from '../../server/stores/index.ts';
import type { Stage } from './stage.ts';

/** What a store's numbers cost; milliseconds. */
export interface AnalyticsCost {
  /** The job: today and yesterday of every store. */
  sumMs: number;
  /** The job for what comes late: the last nine days of every store. */
  sumLateMs: number;
  /** An answer about a month, of which today is counted for it. */
  answerMs: number;
}

export async function measureAnalytics(stage: Stage, store: ServedStore): Promise<AnalyticsCost> {
  const { 'sum-analytics': sum, 'sum-late-analytics': sumLate } = stage.analytics;
  const headers = { authorization: `Bearer ${await stage.apiKeyOf(store)}` };
  const ask = async () => stage.app.request(`/v1/stores/${store.key}/analytics`, { headers });
  // The first of each finds nothing in memory, which is another question.
  const timed = async (work: () => Promise<unknown>) => {
    await work();
    const startedAt = performance.now();
    await work();
    return performance.now() - startedAt;
  };
  return { sumMs: await timed(sum), sumLateMs: await timed(sumLate), answerMs: await timed(ask) };
}
