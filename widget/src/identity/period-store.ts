import { epochKey, readEpoch } from './epoch.ts';
import type { Period } from './next-identity.ts';

const personKey = (storeKey: string) => `storefront-chat:${storeKey}:person`;
const saltKey = (storeKey: string) => `storefront-chat:${storeKey}:salt`;

// Where storage is denied it holds for as long as the page.
const onThisPage = new Map<string, string>();

export function readPeriod(storeKey: string): Period {
  return { epoch: onThisPage.get(epochKey(storeKey)) ?? readEpoch(storeKey), person: read(personKey(storeKey)) };
}

/** Other tabs learn of it by the epoch, so it is written last. */
export function writePeriod(storeKey: string, { epoch, person }: Period): void {
  write(personKey(storeKey), person ?? '');
  write(epochKey(storeKey), epoch);
}

/** The same for the same customer in this browser, and different in every other. @param subject never leaves here */
export async function personOf(storeKey: string, subject: string): Promise<string> {
  const key = saltKey(storeKey);
  const salt = read(key) ?? crypto.randomUUID();
  write(key, salt);
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(salt + subject));
  return [...new Uint8Array(digest).slice(0, 8)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function read(key: string): string | undefined {
  try {
    return onThisPage.get(key) ?? localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
    onThisPage.delete(key);
  } catch {
    onThisPage.set(key, value);
  }
}
