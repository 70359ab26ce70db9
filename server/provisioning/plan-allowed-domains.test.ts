import { describe, expect, it } from 'vitest';
import { type DomainsComparison, planAllowedDomains } from './plan-allowed-domains.ts';

const [shop, blog, stranger] = ['https://shop.example', 'https://*.blog.example', 'https://staging.example'];

function plan(given: Partial<DomainsComparison>) {
  return planAllowedDomains({
    origins: [shop, blog],
    actual: `${shop}, ${blog}`,
    applied: [shop, blog],
    mayDrop: true,
    overwrite: false,
    ...given,
  });
}

describe('allowed domains', () => {
  it('stay when they hold every origin, however they are written', () => {
    expect(plan({ actual: `${blog},${shop}` })).toEqual({ change: undefined, kept: [] });
  });

  it('gain a new origin behind what is there', () => {
    expect(plan({ actual: shop, applied: [shop] }).change?.to).toBe(`${shop}, ${blog}`);
  });

  it('keep what the owner added', () => {
    const actual = `${stranger}, ${shop}`;
    expect(plan({ actual, applied: [shop] }).change).toEqual({ from: actual, to: `${stranger}, ${shop}, ${blog}` });
    expect(plan({ actual: `${shop}, ${blog}, ${stranger}` }).change).toBeUndefined();
  });

  it('lose an origin that the store gave up', () => {
    expect(plan({ origins: [shop] }).change?.to).toBe(shop);
  });

  it('lose nothing on an inbox that is not ours alone', () => {
    expect(plan({ origins: [shop], mayDrop: false }).change).toBeUndefined();
  });

  it('do not get back what the owner took out, unless told to', () => {
    expect(plan({ actual: shop })).toMatchObject({ change: undefined, kept: [{ wanted: blog }] });
    expect(plan({ actual: shop, overwrite: true }).change?.to).toBe(`${shop}, ${blog}`);
  });

  it('stay blank, which allows every page, because naming some would shut out others', () => {
    expect(plan({ actual: '', applied: [] })).toMatchObject({ change: undefined, kept: [{ value: 'any page' }] });
    expect(plan({ actual: null, overwrite: true }).change?.to).toBe(`${shop}, ${blog}`);
  });
});
