import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';

/** What no address on the internet is: our own machine and network, test and reserved ranges. */
const internal = new BlockList();
const ranges: [network: string, prefix: number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
];
for (const [network, prefix] of ranges) internal.addSubnet(network, prefix);

/** The only part of IPv6 that is given to the internet; within it, ways to write an IPv4 address, and examples. */
const globalV6 = new BlockList();
globalV6.addSubnet('2000::', 3, 'ipv6');
const internalV6 = new BlockList();
internalV6.addSubnet('2001::', 23, 'ipv6');
internalV6.addSubnet('2001:db8::', 32, 'ipv6');
internalV6.addSubnet('2002::', 16, 'ipv6');
internalV6.addSubnet('3fff::', 20, 'ipv6');

/** Whether an IP address is one of the internet's, and of nobody's own network. */
export function isPublicAddress(address: string): boolean {
  const version = isIP(address);
  if (version === 4) return !internal.check(address);
  return version === 6 && globalV6.check(address, 'ipv6') && !internalV6.check(address, 'ipv6');
}

/**
 * The address to connect to for a host that somebody else named, so that our server is not made to call its own
 * network. Connect to this address itself: asked a second time, the name may lead elsewhere.
 * @returns null when the name leads nowhere, or to an internal address (one of several is enough).
 */
export async function publicAddressOf(host: string): Promise<string | null> {
  const addresses = await addressesOf(host);
  return addresses.every(isPublicAddress) ? (addresses[0] ?? null) : null;
}

/** Whether a host certainly stands in a private network, as seen from here. A name that leads nowhere may not. */
export async function isInternalHost(host: string): Promise<boolean> {
  return (await addressesOf(host)).some((address) => !isPublicAddress(address));
}

/** @param host as in a URL: an IPv6 address may stand in brackets. */
async function addressesOf(host: string): Promise<string[]> {
  try {
    const found = await lookup(host.replace(/^\[|\]$/g, ''), { all: true });
    return found.map(({ address }) => address);
  } catch {
    // No such name, or nobody to ask.
    return [];
  }
}
