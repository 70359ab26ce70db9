import { noRounds, type Rounds } from './figures.ts';
import { type VariantName, variantNames } from './variants.ts';
import type { Figures } from './visit-page.ts';

const nothing: Figures = {
  bytes: 0,
  requests: 0,
  longTasks: 0,
  blockingMs: 0,
  largestPaintMs: 0,
  layoutShift: 0,
  cookies: 0,
  stored: 0,
  contactsBefore: 0,
  presses: null,
  typingMs: null,
  bootMs: null,
  readyMs: null,
  ownBootMs: null,
  contactsInAll: 0,
};

/** Rounds for tests, with zeros where they say nothing else. A variant that is left out has one such round. */
export function roundsWith(said: Partial<Record<VariantName, Partial<Figures>[]>>): Rounds {
  const rounds = noRounds();
  for (const name of variantNames) {
    const visits = said[name] ?? [{}];
    rounds[name] = visits.map((figures) => ({
      figures: { ...nothing, ...figures },
      milestones: null,
      browserVersion: '1',
    }));
  }
  return rounds;
}
