/** How often things happened, by their names. */
export interface Tally {
  add(what: string, times?: number): void;
  of(what: string): number;
  /** Rows of what and how often, by name. */
  table(): string[][];
}

export function createTally(): Tally {
  const counts = new Map<string, number>();
  const of = (what: string) => counts.get(what) ?? 0;
  const table = () =>
    [...counts].sort(([one], [other]) => one.localeCompare(other)).map(([what, times]) => [what, String(times)]);
  return { add: (what, times = 1) => void counts.set(what, of(what) + times), of, table };
}
