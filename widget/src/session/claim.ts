import { base64url } from '../browser/base64url.ts';
import { readMarker } from '../browser/marker.ts';
import { requestIdOf } from '../browser/request-id.ts';
import type { Launcher } from '../launcher/launcher.ts';

/**
 * A secret of this browser beside the id of its request: whoever only learns of the id is not given the session. None
 * on pages without https, where browsers keep their cryptography to themselves.
 */
export function claimSecretOf(launcher: Launcher, storeKey: string): string | undefined {
  if (!crypto.subtle) return undefined;
  const requestId = requestIdOf(launcher, storeKey);
  if (launcher.claim?.requestId !== requestId) {
    const noted = readMarker(storeKey);
    // An earlier page has left its id, and with it its secret.
    const known = noted?.requestId === requestId && noted.claimSecret;
    launcher.claim = { requestId, secret: known || base64url(crypto.getRandomValues(new Uint8Array(32))) };
  }
  return launcher.claim?.secret;
}

/** What may leave this browser with a message: it shows that the secret is known, and not what it is. */
export async function claimHashOf(secret: string | undefined): Promise<string | undefined> {
  if (!secret) return undefined;
  return base64url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(secret))));
}
