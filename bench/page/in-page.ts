/**
 * What runs in the page. Each function travels as its own text, so it names nothing from outside; and as the compiler
 * marks named functions with a helper that a page has not, nothing inside has a name either.
 */

declare global {
  /** In every frame: tells the bench of a moment, in epoch milliseconds. */
  function benchMoment(name: string, at: number): void;
}

export function tellMoments(): void {
  // A timestamp of the browser, so that a busy page does not make its own press look later than it was.
  addEventListener('pointerdown', (event) => benchMoment('press', performance.timeOrigin + event.timeStamp), true);
  addEventListener('input', () => benchMoment('typing', performance.timeOrigin + performance.now()), true);
  addEventListener('chatwoot:ready', () => benchMoment('boot', performance.timeOrigin + performance.now()));
}

export interface Vitals {
  longTasks: number;
  blockingMs: number;
  largestPaintMs: number;
  layoutShift: number;
}

/** Of the page so far, as the browser has kept it. */
export async function readVitals(): Promise<Vitals> {
  const entries: PerformanceEntry[] = [];
  for (const type of ['longtask', 'largest-contentful-paint', 'layout-shift']) {
    new PerformanceObserver((list) => entries.push(...list.getEntries())).observe({ type, buffered: true });
  }
  await new Promise((resolve) => setTimeout(resolve, 100));
  const tasks = entries.filter(({ entryType }) => entryType === 'longtask');
  const shifts = entries.filter(({ entryType }) => entryType === 'layout-shift') as (PerformanceEntry & {
    value: number;
  })[];
  return {
    longTasks: tasks.length,
    blockingMs: tasks.reduce((sum, { duration }) => sum + duration - 50, 0),
    largestPaintMs: entries.findLast(({ entryType }) => entryType === 'largest-contentful-paint')?.startTime ?? 0,
    layoutShift: shifts.reduce((sum, { value }) => sum + value, 0),
  };
}

/** How many things this origin keeps in this browser, cookies aside. */
export async function countStored(): Promise<number> {
  return localStorage.length + sessionStorage.length + (await indexedDB.databases()).length;
}

/** When requests whose address contains `part` began and ended, in epoch milliseconds. */
export function readRequests(part: string): { url: string; from: number; to: number }[] {
  return (performance.getEntriesByType('resource') as PerformanceResourceTiming[])
    .filter(({ name }) => name.includes(part))
    .map(({ name, startTime, responseEnd }) => ({
      url: name,
      from: performance.timeOrigin + startTime,
      to: performance.timeOrigin + responseEnd,
    }));
}
