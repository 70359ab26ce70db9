import type { SettingKept } from './plan-settings.ts';

export interface DomainsComparison {
  /** Of the store. */
  origins: readonly string[];
  /** Chatwoot's setting: CSP sources, separated by commas. */
  actual: string | null;
  /** The store's origins as we last wrote them; empty if we never did. */
  applied: readonly string[];
  /** Whether an origin that the store gave up is taken out again. An inbox we did not make may serve others. */
  mayDrop: boolean;
  overwrite: boolean;
}

export interface DomainsPlan {
  /** Undefined when there is nothing to write. */
  change: { from: string | null; to: string } | undefined;
  kept: SettingKept[];
}

/** The pages that may show chat: the owner's own entries stay, and what the owner took out is not put back. */
export function planAllowedDomains(comparison: DomainsComparison): DomainsPlan {
  const { origins, actual, applied, mayDrop, overwrite } = comparison;
  const current = splitDomains(actual);
  // Blank allows every page. To name some would shut out the others.
  const allowsAll = current.length === 0;
  if (allowsAll && !overwrite) return { change: undefined, kept: [keptDomains('any page', joinDomains(origins))] };

  const ours = overwrite ? [] : applied.filter((domain) => origins.includes(domain));
  const removedByOwner = ours.filter((domain) => !current.includes(domain));
  const added = origins.filter((origin) => !current.includes(origin) && !removedByOwner.includes(origin));
  const dropped = current.filter((domain) => mayDrop && applied.includes(domain) && !origins.includes(domain));
  const to = joinDomains([...current.filter((domain) => !dropped.includes(domain)), ...added]);
  return {
    change: added.length > 0 || dropped.length > 0 ? { from: actual, to } : undefined,
    kept: removedByOwner.map((domain) => keptDomains('without it', domain)),
  };
}

/** An origin is written as a CSP source is: `https://shop.example`, `https://*.shop.example`. */
export function joinDomains(origins: readonly string[]): string {
  return origins.join(', ');
}

function splitDomains(domains: string | null): string[] {
  return (domains ?? '').split(/[\s,]+/).filter((domain) => domain !== '');
}

function keptDomains(value: string, wanted: string): SettingKept {
  return { what: 'allowed domains', value, wanted };
}
