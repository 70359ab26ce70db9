import { sql } from 'drizzle-orm';
import type { Logger } from 'pino';
import { submissionStates } from '../../contract/submissions.ts';
import { lowestEventId, mostCorrectionMs } from '../events/index.ts';
import { events } from '../events/tables.ts';
import { stores } from '../stores/tables.ts';
import { submissions } from '../submissions/tables.ts';
import { lateDays, leastMessageDays } from './attribution.ts';
import { type AnalyticsDeps, sumDays } from './sum-days.ts';
import { analyticsDays } from './tables.ts';
import { addDays, type Day, dayOf, startOf } from './utc-days.ts';

export interface SumAnalyticsDeps extends AnalyticsDeps {
  logger: Logger;
}

/** The job: counts today and yesterday, in every store where something happened. @returns in how many */
export function sumAnalytics(deps: SumAnalyticsDeps): Promise<number> {
  return sumSince(deps, addDays(dayOf(deps.now()), -1));
}

/** The job for events that come late: counts every day again for which they are still taken. */
export function sumLateAnalytics(deps: SumAnalyticsDeps): Promise<number> {
  return sumSince(deps, addDays(dayOf(deps.now()), -lateDays));
}

/** A store that cannot be counted keeps no other from it, and is counted the next time. */
async function sumSince(deps: SumAnalyticsDeps, from: Day): Promise<number> {
  const to = dayOf(deps.now());
  const busy = await findBusyStores(deps, from);
  for (const storeId of busy) {
    try {
      await sumDays(deps, { storeId, from, to }, leastMessageDays);
    } catch (error) {
      deps.logger.error({ err: error, storeId }, 'analytics not summed');
    }
  }
  return busy.length;
}

/** Where there is something to count since then, or was the last time. Each is found by one look into an index. */
async function findBusyStores({ database }: AnalyticsDeps, from: Day): Promise<string[]> {
  const start = startOf(from);
  const firstId = lowestEventId(new Date(start.getTime() - mostCorrectionMs));
  const { rows } = await database.acrossStores((tx) =>
    tx.execute<{ id: string }>(sql`
      select ${stores.id} as id from ${stores}
      where exists (select from ${events} where ${events.storeId} = ${stores.id} and ${events.id} >= ${firstId})
      union
      select ${submissions.storeId} from ${submissions}
      where ${submissions.state} in ${submissionStates} and ${submissions.receivedAt} >= ${start.toISOString()}
      union
      select ${analyticsDays.storeId} from ${analyticsDays} where ${analyticsDays.day} >= ${from}`),
  );
  return rows.map(({ id }) => id);
}
