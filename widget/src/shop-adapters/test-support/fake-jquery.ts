type Handler = (this: Element, event: { type: string }, ...more: unknown[]) => unknown;

/**
 * As much of jQuery as a shop's page uses on its body: handlers run in their order, on the element, and what one throws
 * comes out of `trigger` and stops the rest. Its events are no events of the browser.
 */
export function fakeJQuery() {
  const handlers: { name: string; run: Handler }[] = [];
  const wrap = (element: Element) => ({
    on(names: string, run: Handler) {
      for (const name of names.split(' ')) handlers.push({ name, run });
      return this;
    },
    off(names: string, run: Handler) {
      const gone = names.split(' ');
      const kept = handlers.filter((one) => one.run !== run || !gone.includes(one.name));
      handlers.splice(0, handlers.length, ...kept);
      return this;
    },
    trigger(name: string, more: unknown[] = []) {
      for (const one of [...handlers]) if (one.name === name) one.run.call(element, { type: name }, ...more);
      return this;
    },
  });
  return Object.assign(wrap, { handlers });
}
