import { BlockList, isIP } from 'node:net';
import { remember } from './remember.ts';

/** Finds the caller behind proxies: `(peer address, X-Forwarded-For) -> address`. */
export type ClientAddress = (peer: string | undefined, forwardedFor: string | undefined) => string;

/**
 * @param trusted addresses and networks (`10.0.0.0/8`, `::1`, or the word `loopback`) whose X-Forwarded-For we believe.
 *   Everybody else's is ignored: it is only text that the caller wrote.
 * @throws Error naming the entry that is no address.
 */
export function createClientAddress(trusted: readonly string[]): ClientAddress {
  const proxies = new BlockList();
  for (const entry of trusted) addNetwork(proxies, entry);

  // A look at the list costs as much as the rest of an answer from memory.
  const isTrusted = remember(
    (address) => isIP(address) !== 0 && proxies.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4'),
  );

  return (peer, forwardedFor) => {
    const hops = [...(forwardedFor ?? '').split(','), peer ?? ''].map(plainAddress).filter(Boolean);
    // From the nearest hop outwards: the first that is no proxy of ours is the caller.
    for (const hop of hops.reverse()) {
      if (!isTrusted(hop)) return isIP(hop) ? hop : 'unknown';
    }
    return hops.at(-1) ?? 'unknown';
  };
}

function addNetwork(list: BlockList, entry: string) {
  if (entry === 'loopback') {
    list.addSubnet('127.0.0.0', 8, 'ipv4');
    list.addAddress('::1', 'ipv6');
    return;
  }
  const [address = '', prefix] = entry.split('/');
  const family = isIP(address);
  // Without digits a prefix would count as 0, and the whole world would be trusted.
  if (!family || !/^\d{1,3}$/.test(prefix ?? '0')) {
    throw new Error(`TRUST_PROXY: "${entry}" is neither an address, a network like 10.0.0.0/8, nor loopback.`);
  }
  const type = family === 6 ? 'ipv6' : 'ipv4';
  if (prefix === undefined) list.addAddress(address, type);
  // Refuses a prefix that is out of range.
  else list.addSubnet(address, Number(prefix), type);
}

/** Node shows IPv4 callers of a dual-stack socket as `::ffff:127.0.0.1`; some proxies add a port. */
const plainAddress = remember((hop) => {
  const address = hop.trim().replace(/^::ffff:/i, '');
  return address.replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1').replace(/^\[(.+)\](:\d+)?$/, '$1');
});

/** Whom a limit counts as one: an IPv4 address, or the network of 64 bits that an IPv6 caller can choose from. */
export function limitKey(address: string): string {
  if (isIP(address) !== 6) return address;
  const [head = '', tail] = address.split('%')[0]?.split('::') ?? [];
  const groups = head.split(':').filter(Boolean);
  const rest = tail === undefined ? [] : tail.split(':').filter(Boolean);
  const zeros = Array.from({ length: 8 - groups.length - rest.length }, () => '0');
  return [...groups, ...zeros, ...rest].slice(0, 4).join(':');
}
