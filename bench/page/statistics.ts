/** Of one figure over all rounds: the middle, and the range that the middle half of the rounds lie in. */
export interface Summary {
  median: number;
  q1: number;
  q3: number;
}

/** @throws Error if there is nothing to sum up. */
export function summarize(values: readonly number[]): Summary {
  return { median: quantile(values, 0.5), q1: quantile(values, 0.25), q3: quantile(values, 0.75) };
}

/** Between two values it is interpolated, as spreadsheets do it. @throws Error if there are no values. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  if (below === undefined || above === undefined) throw new Error('No values to sum up.');
  return below + (above - below) * (place % 1);
}

/**
 * What each round of one variant has more than the same round of another. Rounds are interleaved, so whatever the
 * machine did in that minute is in both and falls out.
 */
export function differences(values: readonly number[], base: readonly number[]): number[] {
  return values.map((value, round) => value - (base[round] ?? Number.NaN));
}

/** Whether there is more in at least three rounds of four. Anything less is noise. */
export function isConsistentlyMore(differences: readonly number[]): boolean {
  return quantile(differences, 0.25) > 0;
}
