import { describe, expect, it } from 'vitest';
import { createClientAddress, limitKey } from './client-address.ts';

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

  it('is found when a proxy adds a port', () => {
    const find = createClientAddress(['loopback']);
    expect(find('127.0.0.1', '203.0.113.9:4711')).toBe('203.0.113.9');
    expect(find('127.0.0.1', '[2001:db8::7]:4711')).toBe('2001:db8::7');
  });

  it('is nobody’s guess when a network is torn: 10.0.0.0/ does not trust the whole world', () => {
    expect(() => createClientAddress(['10.0.0.0/'])).toThrow(/TRUST_PROXY/);
    expect(() => createClientAddress(['10.0.0.0/33'])).toThrow();
  });

  it('is unknown when a proxy passes on nonsense', () => {
    expect(createClientAddress(['loopback'])('127.0.0.1', '<script>')).toBe('unknown');
  });

  it('is the outermost proxy when everybody is trusted', () => {
    expect(createClientAddress(['loopback'])('127.0.0.1', undefined)).toBe('127.0.0.1');
  });
});

describe('what a limit counts as one', () => {
  it('is an IPv4 address, and the /64 of an IPv6 one', () => {
    expect(limitKey('203.0.113.9')).toBe('203.0.113.9');
    expect(limitKey('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2');
    expect(limitKey('2001:db8::7')).toBe('2001:db8:0:0');
    expect(limitKey('unknown')).toBe('unknown');
  });
});
