import { expect } from 'vitest';
import type { Tab } from './one-computer.ts';

/** Neither what a tab shows nor what its browser keeps has any of these words. */
export async function expectNothingOf(secrets: string[], tab: Tab): Promise<void> {
  const everything = `${await tab.shown()}\n${await tab.kept()}`;
  for (const secret of secrets) expect(everything).not.toContain(secret);
}
