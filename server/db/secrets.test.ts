import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createSecrets, secretPlace } from './secrets.ts';

const old = { id: 'k1', key: randomBytes(32) };
const newest = { id: 'k2', key: randomBytes(32) };
const place = secretPlace('accounts', 'admin_token', 'store-1');

describe('secrets', () => {
  it('open again where they were sealed', () => {
    const secrets = createSecrets([old]);
    expect(secrets.open(secrets.seal('tøken', place), place)).toBe('tøken');
  });

  it('never look the same twice', () => {
    const secrets = createSecrets([old]);
    expect(secrets.seal('token', place)).not.toBe(secrets.seal('token', place));
  });

  it('do not open in another row or column', () => {
    const secrets = createSecrets([old]);
    const sealed = secrets.seal('token', place);
    expect(() => secrets.open(sealed, secretPlace('accounts', 'admin_token', 'store-2'))).toThrow('does not open');
    expect(() => secrets.open(sealed, secretPlace('accounts', 'other', 'store-1'))).toThrow('does not open');
  });

  it('do not open when a single character was changed', () => {
    const secrets = createSecrets([old]);
    const sealed = secrets.seal('token', place);
    const last = sealed.endsWith('A') ? 'B' : 'A';
    expect(() => secrets.open(sealed.slice(0, -1) + last, place)).toThrow('does not open');
  });

  it('survive a rotation: old ones open, new ones use the newest key, resealing moves the rest', () => {
    const sealed = createSecrets([old]).seal('token', place);
    const both = createSecrets([newest, old]);
    expect(both.open(sealed, place)).toBe('token');
    const resealed = both.reseal(sealed, place);
    expect(resealed).not.toBeNull();
    expect(createSecrets([newest]).open(resealed ?? '', place)).toBe('token');
    expect(both.reseal(resealed ?? '', place)).toBeNull();
  });

  it('say which key is missing, and never what is in them', () => {
    const sealed = createSecrets([old]).seal('token', place);
    expect(() => createSecrets([newest]).open(sealed, place)).toThrow(/"k1", which ENCRYPTION_KEYS lacks/);
  });
});
