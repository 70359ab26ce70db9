/** What the page has told us, in its order: `['setContext', { … }]`. */
export type ShopFact = readonly [name: string, value: Readonly<Record<string, unknown>>];

const most = 200;
const facts: ShopFact[] = [];

/** Keeps what the page tells for as long as the page lives, and no more than the newest 200. */
export function keepFact(name: string, value: unknown): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw Error('takes an object');
  facts.push([name, value as Record<string, unknown>]);
  if (facts.length > most) facts.shift();
}

export const shopFacts = (): readonly ShopFact[] => facts;
