/** Now, as the rows keep it. */
export function now(): string {
  return new Date().toISOString();
}

/** Epoch seconds; what never happened is 0 in most of Chatwoot's JSON. */
export function epoch(time: string | null): number {
  return time === null ? 0 : Math.floor(Date.parse(time) / 1000);
}

/** Epoch seconds with a fraction: `updated_at` of a conversation. */
export function preciseEpoch(time: string): number {
  return Date.parse(time) / 1000;
}

export function fromEpoch(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
