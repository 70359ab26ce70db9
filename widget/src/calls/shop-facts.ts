/** What the page has told us, in its order: `['setContext', { … }]`. */
export type ShopFact = readonly [name: string, value: Readonly<Record<string, unknown>>];

const most = 200;
const facts: ShopFact[] = [];

/** Keeps what the page tells for as long as the page lives, and no more than the newest 200. */
export function keepFact(name: string, value: Readonly<Record<string, unknown>>): void {
  facts.push([name, value]);
  if (facts.length > most) facts.shift();
}

/** Hands them over: whoever takes them keeps them from now on. */
export const takeFacts = (): ShopFact[] => facts.splice(0);
