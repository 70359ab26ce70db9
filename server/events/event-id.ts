/** When an event happened, as its id (UUIDv7) says: epoch milliseconds by the clock of who made it. */
export function timeOfEventId(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}

/** The smallest id of that time, and of none before it: ids of a span of time lie between two of these. */
export function lowestEventId(at: Date): string {
  const time = at.getTime().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-0000-0000-000000000000`;
}
