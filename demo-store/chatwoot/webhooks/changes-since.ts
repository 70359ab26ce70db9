/** What a row looked like when its last event went out. */
const told = new WeakMap<object, Record<string, unknown>>();

/**
 * `changed_attributes`: what has become different since the last time, as Chatwoot lists it.
 * @param shown the columns that count, under the names that webhooks use.
 */
export function changesSince(row: object, shown: Record<string, unknown>) {
  const before = told.get(row) ?? {};
  told.set(row, structuredClone(shown));
  return Object.entries(shown)
    .filter(([key, value]) => JSON.stringify(before[key] ?? null) !== JSON.stringify(value))
    .map(([key, value]) => ({ [key]: { previous_value: before[key] ?? null, current_value: value } }));
}
