import { BlockList, isIP } from 'node:net';

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

  const isTrusted = (address: string) =>
    isIP(address) !== 0 && proxies.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

  return (peer, forwardedFor) => {
    const hops = [...(forwardedFor ?? '').split(',').map((hop) => hop.trim()), plainAddress(peer ?? '')].filter(
      Boolean,
    );
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
  if (!family)
    throw new Error(`TRUST_PROXY: "${entry}" is neither an address, a network like 10.0.0.0/8, nor loopback.`);
  const type = family === 6 ? 'ipv6' : 'ipv4';
  if (prefix === undefined) list.addAddress(address, type);
  // Refuses a prefix that is out of range.
  else list.addSubnet(address, Number(prefix), type);
}

/** Node shows IPv4 callers of a dual-stack socket as `::ffff:127.0.0.1`. */
function plainAddress(address: string): string {
  return address.startsWith('::ffff:') ? address.slice(7) : address;
}
