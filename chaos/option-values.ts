/** @throws Error that says what the option should be. */
export function wholeNumber(name: string, text: string, least: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least) return value;
  throw new Error(`--${name} is "${text}": it should be a whole number from ${least} up.`);
}

/** @throws Error that names what is known. */
export function oneOf<T extends string>(name: string, text: string, known: readonly T[]): T {
  const found = known.find((value) => value === text);
  if (found) return found;
  throw new Error(`--${name} is "${text}": it should be one of ${known.join(', ')}.`);
}
