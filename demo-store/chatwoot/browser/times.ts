/** @param epochSeconds as Chatwoot gives times; formatted in the reader's language. */
export function clockTime(epochSeconds: number): string {
  return new Date(epochSeconds * 1000).toLocaleTimeString(undefined, { hour: 'numeric', minute: '2-digit' });
}

/** "Today", "Yesterday" or a date. */
export function dayName(epochSeconds: number, now = new Date()): string {
  const date = new Date(epochSeconds * 1000);
  const daysAgo = Math.round((startOfDay(now) - startOfDay(date)) / 86_400_000);
  if (daysAgo === 0) return 'Today';
  if (daysAgo === 1) return 'Yesterday';
  return date.toLocaleDateString(undefined, { day: 'numeric', month: 'long' });
}

/** As short as a list needs it: "now", "5m", "3h", "2d". */
export function shortAge(epochSeconds: number, now = Date.now()): string {
  const minutes = Math.floor((now / 1000 - epochSeconds) / 60);
  if (minutes < 1) return 'now';
  if (minutes < 60) return `${minutes}m`;
  if (minutes < 60 * 24) return `${Math.floor(minutes / 60)}h`;
  return `${Math.floor(minutes / 60 / 24)}d`;
}

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}
