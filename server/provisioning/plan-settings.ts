export interface SettingChange {
  what: string;
  from: unknown;
  to: unknown;
}

/** A setting that the owner changed by hand and that therefore stays. */
export interface SettingKept {
  what: string;
  value: unknown;
  wanted: unknown;
}

export interface SettingsPlan<Settings> {
  /** What to send; empty when there is nothing to do. */
  update: Partial<Settings>;
  changed: SettingChange[];
  kept: SettingKept[];
  /** What to remember as applied once the update is through. */
  applied: Record<string, unknown>;
}

export interface SettingsComparison<Settings> {
  wanted: Partial<Settings>;
  actual: Settings;
  /** As we last wrote them. A setting that is missing here was never written by us, and is ours to set. */
  applied: Readonly<Record<string, unknown>>;
  /** What each setting is called in reports. */
  labels: Readonly<Record<keyof Settings & string, string>>;
  /** Take settings back from the owner. */
  overwrite: boolean;
}

/**
 * Compares three sides: a setting that is as wanted needs nothing; one that is still as we left it follows what is
 * wanted now; one that is neither was changed by the owner and stays.
 */
export function planSettings<Settings extends object>(
  comparison: SettingsComparison<Settings>,
): SettingsPlan<Settings> {
  const { wanted, actual, applied, labels, overwrite } = comparison;
  const plan: SettingsPlan<Settings> = { update: {}, changed: [], kept: [], applied: { ...applied } };
  for (const key of keysOf(wanted)) {
    const [to, from, ours, what] = [wanted[key], actual[key], applied[key], labels[key]];
    if (to === undefined) continue;
    if (from !== to && ours !== undefined && from !== ours && !overwrite) {
      plan.kept.push({ what, value: from, wanted: to });
      continue;
    }
    plan.applied[key] = to;
    if (from === to) continue;
    plan.update[key] = to;
    plan.changed.push({ what, from, to });
  }
  return plan;
}

/** The keys of a record, with their type. */
export function keysOf<T extends object>(record: T): (keyof T & string)[] {
  return Object.keys(record) as (keyof T & string)[];
}
