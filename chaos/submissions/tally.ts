/** How often things happened, by their names. */
export interface Tally {
  add(what: string, times?: number): void;
  of(what: string): number;
  /** In the order in which they first came up. */
  all(): [what: string, times: number][];
}

export function createTally(): Tally {
  const counts = new Map<string, number>();
  const of = (what: string) => counts.get(what) ?? 0;
  return { add: (what, times = 1) => void counts.set(what, of(what) + times), of, all: () => [...counts] };
}
