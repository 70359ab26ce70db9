/** Whether a text is a JWT as shops make them for us: for this store, or bound to a challenge where it is not known. */
export function isTokenFor(text: string, storeKey: string | undefined): boolean {
  const claims = claimsOf(text);
  if (!claims) return false;
  const isOfStore = storeKey !== undefined && [claims.aud].flat().includes(storeKey);
  return isOfStore || ('challenge' in claims && 'sub' in claims);
}

function claimsOf(text: string): Record<string, unknown> | undefined {
  const [, payload = ''] = text.split('.');
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
    return typeof claims === 'object' && claims !== null ? { ...claims } : undefined;
  } catch {
    return undefined;
  }
}
