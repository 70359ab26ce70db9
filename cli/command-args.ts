import { ConfigError } from '../server/config.ts';

const unitMs: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * `24h`, `7d`, `30m` ago, or a date that JavaScript reads: `2026-06-30`, `2026-06-30T12:00Z`.
 * @throws ConfigError naming the flag
 */
export function readSince(given: string | undefined, now: Date): Date | undefined {
  if (given === undefined) return undefined;
  const [, count, unit = ''] = /^(\d{1,6})([mhd])$/.exec(given) ?? [];
  const since = count ? new Date(now.getTime() - Number(count) * (unitMs[unit] ?? 0)) : new Date(given);
  if (!Number.isNaN(since.getTime())) return since;
  throw new ConfigError(
    `--since is "${given}": it should be a time such as 24h or 7d ago, or a date such as 2026-06-30.`,
  );
}

/** @throws ConfigError naming the flag */
export function readOneOf<T extends string>(
  flag: string,
  given: string | undefined,
  among: readonly T[],
): T | undefined {
  if (given === undefined) return undefined;
  const known = among.find((one) => one === given);
  if (known) return known;
  throw new ConfigError(`--${flag} is "${given}": it should be ${among.join(' or ')}.`);
}

/** @throws ConfigError naming the flag */
export function readCount(flag: string, given: string, most: number): number {
  const count = Number(given);
  if (Number.isInteger(count) && count >= 1 && count <= most) return count;
  throw new ConfigError(`--${flag} is "${given}": it should be a whole number from 1 to ${most}.`);
}
