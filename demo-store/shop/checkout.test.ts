import { describe, expect, it } from 'vitest';
import { readAddress } from './checkout.ts';

const form = {
  name: ' Jane Whitcombe ',
  email: 'jane@example.com',
  street: '14 Harbour Row',
  postcode: 'D02 X285',
  city: 'Dublin',
  country: 'IE',
};

const errorsOf = (changes: Record<string, string>) => {
  const outcome = readAddress({ ...form, ...changes });
  return outcome.ok ? {} : outcome.errors;
};

describe('readAddress', () => {
  it('takes a filled form, trimmed, with an empty note', () => {
    expect(readAddress(form)).toEqual({ ok: true, address: { ...form, name: 'Jane Whitcombe', note: '' } });
  });

  it('asks for what is missing, one sentence per field', () => {
    const outcome = readAddress({});
    expect(outcome).toEqual({
      ok: false,
      errors: {
        name: 'Enter a name.',
        email: 'Enter an e-mail address.',
        street: 'Enter street and number.',
        postcode: 'Enter a postcode.',
        city: 'Enter a town or city.',
        country: 'Choose a country from the list.',
      },
    });
    expect(errorsOf({ name: '   ' })).toEqual({ name: 'Enter a name.' });
  });

  it('names what cannot be right', () => {
    expect(errorsOf({ email: 'jane@' })).toEqual({ email: 'That does not look like an e-mail address.' });
    expect(errorsOf({ postcode: '??' })).toEqual({ postcode: 'That does not look like a postcode.' });
    expect(errorsOf({ country: 'XX' })).toEqual({ country: 'Choose a country from the list.' });
    expect(errorsOf({ city: 'x'.repeat(81) })).toEqual({ city: 'That is more than 80 characters.' });
    expect(errorsOf({ note: 'x'.repeat(501) })).toEqual({ note: 'That is more than 500 characters.' });
  });
});
