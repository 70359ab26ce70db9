import { describe, expect, it } from 'vitest';
import { authenticate, customers } from './customers.ts';

describe('authenticate', () => {
  it('knows both demo customers by address and password', () => {
    for (const customer of customers) expect(authenticate(customers, customer.email, customer.password)).toBe(customer);
    expect(customers.map((customer) => customer.name)).toEqual(['Jane Whitcombe', 'Luca Moretti']);
  });

  it('minds neither case nor blanks in the address', () => {
    expect(authenticate(customers, ' Jane@Example.com ', 'kettle-jane')?.name).toBe('Jane Whitcombe');
  });

  it('refuses a wrong, another’s, longer or empty password', () => {
    for (const password of ['kettle-luca', 'kettle-jan', 'kettle-janes', 'KETTLE-JANE', '']) {
      expect(authenticate(customers, 'jane@example.com', password)).toBeUndefined();
    }
  });

  it('refuses an unknown address, with an empty password too', () => {
    expect(authenticate(customers, 'eve@example.com', '')).toBeUndefined();
  });
});
