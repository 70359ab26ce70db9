import { asc } from 'drizzle-orm';
import { events, visitorErasures, visitors } from '../../../server/events/tables.ts';
import type { RunningDemo } from '../../start-demo.ts';

/** What our server has of visitors, as it stands in its database. */
export function storeEvents({ database }: RunningDemo) {
  const all = () => database.acrossStores((tx) => tx.select().from(events).orderBy(asc(events.id)));
  return {
    all,
    /** Oldest first. */
    ofType: async (type: string) => (await all()).filter((event) => event.type === type),
    ofVisitor: async (id: string) => (await all()).filter(({ visitorId }) => visitorId === id),
    /** Of all that are known, or that something is known of. How a press ended is counted without a word about who. */
    async visitorIds() {
      const known = await database.acrossStores((tx) => tx.select({ id: visitors.id }).from(visitors));
      const seen = (await all()).flatMap(({ visitorId }) => visitorId ?? []);
      return [...new Set([...known.map(({ id }) => id), ...seen])].sort();
    },
    erasures: () => database.acrossStores((tx) => tx.select().from(visitorErasures)),
  };
}
