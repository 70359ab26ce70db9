import { describe, expect, it } from 'vitest';
import { createClientAddress } from './client-address.ts';

describe('the caller’s address', () => {
  it('is the peer when no proxy is trusted, whatever the header says', () => {
    expect(createClientAddress([])('203.0.113.9', '198.51.100.1')).toBe('203.0.113.9');
  });

  it('is the nearest hop that is no proxy of ours', () => {
    const find = createClientAddress(['loopback', '10.0.0.0/8']);
    expect(find('127.0.0.1', '198.51.100.7, 203.0.113.9, 10.1.2.3')).toBe('203.0.113.9');
  });

  it('is found behind IPv6 and mapped addresses too', () => {
    const find = createClientAddress(['loopback']);
    expect(find('::1', '2001:db8::7')).toBe('2001:db8::7');
    expect(find('::ffff:127.0.0.1', '203.0.113.9')).toBe('203.0.113.9');
  });

  it('is unknown when a proxy passes on nonsense', () => {
    expect(createClientAddress(['loopback'])('127.0.0.1', '<script>')).toBe('unknown');
  });

  it('is the outermost proxy when everybody is trusted', () => {
    expect(createClientAddress(['loopback'])('127.0.0.1', undefined)).toBe('127.0.0.1');
  });
});
