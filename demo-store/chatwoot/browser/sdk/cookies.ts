const dayMs = 86_400_000;

interface CookieLife {
  days: number;
  /** Without one the cookie belongs to this host alone. */
  domain?: string | undefined;
}

export function readCookie(name: string): string | undefined {
  const found = document.cookie.split('; ').find((pair) => pair.startsWith(`${name}=`));
  return found === undefined ? undefined : decodeURIComponent(found.slice(name.length + 1));
}

export function writeCookie(name: string, value: string, { days, domain }: CookieLife): void {
  const expires = new Date(Date.now() + days * dayMs).toUTCString();
  const domainPart = domain === undefined ? '' : `; domain=${domain}`;
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; expires=${expires}${domainPart}; SameSite=Lax`;
}

/**
 * Removes the cookie of this host only, which is all that Chatwoot's SDK does: a cookie written for a
 * `baseDomain` stays (rule 10, trap T12).
 */
export function removeHostCookie(name: string): void {
  writeCookie(name, '', { days: -1 });
}
