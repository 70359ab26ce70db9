const most = 1e12;

/**
 * @param amount in whole units of the currency, as a number or as text with a point: 19.99
 * @param currency three capitals: EUR
 * @returns undefined for what is no amount
 * @throws for what is no currency
 */
export function minorUnits(amount: unknown, currency: unknown): number | undefined {
  const { maximumFractionDigits = 2 } = Intl.NumberFormat('en', {
    style: 'currency',
    currency: currency as string,
  }).resolvedOptions();
  const minor = Math.round(Number(amount) * 10 ** maximumFractionDigits);
  return Math.abs(minor) <= most ? minor : undefined;
}
