import type { SetupStore } from './setup-store.ts';

/** Something before Chatwoot: gives an answer of its own, another body to pass on, or nothing and stays out of it. */
export type Intercept = (method: string, path: string, body: unknown) => Response | { body: unknown } | undefined;

/**
 * A process that may be killed. It counts what it does to Chatwoot and to the database; once it has done `dieAfter`
 * things everything fails. The last one is done, but the process never hears of it.
 */
export function createTestProcess(given: { dieAfter?: number; intercept?: Intercept } = {}) {
  const { dieAfter = Number.POSITIVE_INFINITY, intercept = () => undefined } = given;
  const writes: string[] = [];
  const effectsAt = new Map<string, number>();
  let effects = 0;

  function refuseIfDead(): void {
    if (effects >= dieAfter) throw new Error('killed');
  }

  async function effect<T>(work: () => Promise<T>): Promise<T> {
    refuseIfDead();
    const done = await work();
    effects += 1;
    refuseIfDead();
    return done;
  }

  const fetchOrDie: typeof fetch = async (input, init = {}) => {
    refuseIfDead();
    const { method = 'GET' } = init;
    const path = new URL(String(input)).pathname;
    const before = intercept(method, path, typeof init.body === 'string' ? JSON.parse(init.body) : undefined);
    if (before instanceof Response) return before;
    const send = () => fetch(input, before === undefined ? init : { ...init, body: JSON.stringify(before.body) });
    if (method === 'GET') return send();
    writes.push(`${method} ${path}`);
    effectsAt.set(`${method} ${path}`, effects + 1);
    return effect(send);
  };

  return {
    /** Method and path of every write that reached Chatwoot. */
    writes,
    effects: () => effects,
    /** How many things it had done once this write was through. */
    effectsUntil: (write: string) => effectsAt.get(write),
    fetch: fetchOrDie,
    store: (store: SetupStore): SetupStore => ({
      load: (storeId) => store.load(storeId),
      saveAdministrator: (...args) => effect(() => store.saveAdministrator(...args)),
      saveAccountId: (...args) => effect(() => store.saveAccountId(...args)),
      saveConnection: (...args) => effect(() => store.saveConnection(...args)),
      saveInbox: (...args) => effect(() => store.saveInbox(...args)),
      saveWebhook: (...args) => effect(() => store.saveWebhook(...args)),
      saveStep: (...args) => effect(() => store.saveStep(...args)),
    }),
  };
}
