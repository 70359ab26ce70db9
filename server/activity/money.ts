/** How many digits of a currency's amounts stand behind the point: 2 for EUR, none for JPY. */
function digitsOf(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** 5997 EUR -> 59.97, 1200 JPY -> 1200. @param minor whole minor units */
export function majorUnits(minor: number, currency: string): number {
  return minor / 10 ** digitsOf(currency);
}

/** `59.97 EUR`, `1,200 JPY`: the same in every language, and no sign that two currencies share. */
export function formatMoney(minor: number, currency: string): string {
  const digits = digitsOf(currency);
  const format = new Intl.NumberFormat('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return `${format.format(majorUnits(minor, currency))} ${currency}`;
}
