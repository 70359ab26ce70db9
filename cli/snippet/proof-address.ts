import { ConfigError } from '../../server/config.ts';
import type { Platform } from './platforms.ts';

/** No quotes, brackets or spaces: it goes into templates of many languages, between quotes of theirs. */
const plainAddress = /^[\w\-.~:/?=&%+,@]+$/;

/**
 * Where a shop says who is signed in: a path of its own, or an https address.
 * @throws ConfigError that says what it should be, or that the platform brings its own
 */
export function readProofAddress(given: string | undefined, platform: Platform): string | undefined {
  if (given === undefined) return undefined;
  if (platform === 'shopify' || platform === 'woocommerce') {
    throw new ConfigError(`--proof is not for ${platform}: what is installed there brings an address of its own.`);
  }
  if (plainAddress.test(given) && (isOwnPath(given) || isHttps(given))) return given;
  throw new ConfigError(
    '--proof should be where the shop says who is signed in: a path such as /chat-proof, or an https address of its own.',
  );
}

// Two slashes name another host.
function isOwnPath(address: string): boolean {
  return /^\/(?!\/)/.test(address);
}

function isHttps(address: string): boolean {
  if (!address.startsWith('https://') || !URL.canParse(address)) return false;
  const { username, password } = new URL(address);
  return username === '' && password === '';
}
