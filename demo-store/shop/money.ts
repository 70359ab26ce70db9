const euros = new Intl.NumberFormat('en-IE', { style: 'currency', currency: 'EUR' });

const shortEuros = new Intl.NumberFormat('en-IE', {
  style: 'currency',
  currency: 'EUR',
  trailingZeroDisplay: 'stripIfInteger',
});

/** Amounts are integers in cents everywhere in the shop; only here do they become text: `€24.00`. */
export function formatMoney(minor: number): string {
  return euros.format(minor / 100);
}

/** What sending costs: `€4.90`, or `Free`. */
export function formatShipping(minor: number): string {
  return minor === 0 ? 'Free' : formatMoney(minor);
}

/** A price tag: whole euros without their zeros, `€24`. */
export function formatPriceTag(minor: number): string {
  return shortEuros.format(minor / 100);
}
