import { type FigureName, type Rounds, summaryOf, valuesOf } from './figures.ts';
import { differences, isConsistentlyMore } from './statistics.ts';
import type { VariantName } from './variants.ts';

/** One promise about the page, and whether these rounds kept it. */
export interface Verdict {
  promise: string;
  isMet: boolean;
  /** The figures that say so. */
  because: string;
}

const typingBudgetMs = 100;

/** The budgets of the browser part, each with its verdict. Every variant has to have been measured. */
export function judge(rounds: Rounds): Verdict[] {
  return [
    atMost(rounds, 'requests', 1, 'One request before intent'),
    atMost(rounds, 'cookies', 0, 'No cookie before intent'),
    atMost(rounds, 'stored', 0, 'Nothing stored before intent'),
    atMost(rounds, 'layoutShift', 0, 'No layout shift'),
    atMost(rounds, 'contactsBefore', 0, 'No contact in Chatwoot before intent'),
    withinNoise(rounds, 'longTasks', 'Long tasks within noise of no chat'),
    withinNoise(rounds, 'blockingMs', 'Blocking time within noise of no chat, in ms'),
    withinNoise(rounds, 'largestPaintMs', 'Largest paint within noise of no chat, in ms'),
    typing(rounds),
    asFastAsOfficial(rounds, 'bootMs', 'Press → Chatwoot’s app has booted'),
    asFastAsOfficial(rounds, 'readyMs', 'Press → `ready`'),
  ];
}

/** What each of our rounds has more than the same round without chat. */
function extraOf(rounds: Rounds, name: FigureName): number[] {
  return differences(valuesOf(rounds, 'ours', name) ?? [], valuesOf(rounds, 'none', name) ?? []);
}

function atMost(rounds: Rounds, name: FigureName, limit: number, promise: string): Verdict {
  const extra = Math.max(...extraOf(rounds, name));
  return { promise, isMet: extra <= limit, because: `at most ${Number(extra.toFixed(3))} more than without chat` };
}

function withinNoise(rounds: Rounds, name: FigureName, promise: string): Verdict {
  const extra = extraOf(rounds, name);
  const [least, most] = [Math.round(Math.min(...extra)), Math.round(Math.max(...extra))];
  return { promise, isMet: !isConsistentlyMore(extra), because: `round by round ${least} to ${most} more` };
}

function typing(rounds: Rounds): Verdict {
  const ours = medianOf(rounds, 'ours', 'typingMs');
  const worst = Math.max(...(valuesOf(rounds, 'ours', 'typingMs') ?? []));
  const because = `${Math.round(ours)} ms, ${Math.round(worst)} ms in the slowest round`;
  return {
    promise: `Press → a box that takes typing within ${typingBudgetMs} ms`,
    isMet: ours <= typingBudgetMs,
    because,
  };
}

function asFastAsOfficial(rounds: Rounds, name: FigureName, what: string): Verdict {
  const [ours, official] = [medianOf(rounds, 'ours', name), medianOf(rounds, 'official', 'ownBootMs')];
  const promise = `${what}: not slower than the official snippet’s own boot`;
  return { promise, isMet: ours <= official, because: `${Math.round(ours)} ms against ${Math.round(official)} ms` };
}

function medianOf(rounds: Rounds, variant: VariantName, name: FigureName): number {
  return summaryOf(rounds, variant, name)?.median ?? Number.NaN;
}
