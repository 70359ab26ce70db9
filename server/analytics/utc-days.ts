/** A day in UTC, as `2026-12-25`: such days compare as text. */
export type Day = string;

export const dayMs = 86_400_000;

export function dayOf(at: Date): Day {
  return at.toISOString().slice(0, 10);
}

export function startOf(day: Day): Date {
  return new Date(`${day}T00:00:00Z`);
}

export function addDays(day: Day, count: number): Day {
  return dayOf(new Date(startOf(day).getTime() + count * dayMs));
}

/** Both included; none when `to` is before `from`. */
export function daysFrom(from: Day, to: Day): Day[] {
  const count = Math.max(0, (startOf(to).getTime() - startOf(from).getTime()) / dayMs + 1);
  return Array.from({ length: count }, (_, index) => addDays(from, index));
}

export function laterOf(one: Day, other: Day): Day {
  return one > other ? one : other;
}
