import { listen } from './listen.ts';
import { quietly } from './quietly.ts';

/**
 * Joins what another script of the page offers: now, when the page's scripts have run, or at a click, for some shops load
 * theirs no sooner.
 * @param join throws while it is not there, else gives what leaves it again
 */
export function joinWhenThere(join: () => unknown, signal: AbortSignal): void {
  let hasJoined = false;
  const look = quietly(() => {
    if (hasJoined) return;
    const leave = join();
    hasJoined = true;
    signal.addEventListener('abort', quietly(leave as () => void));
  });
  look();
  listen(['DOMContentLoaded', 'load', 'click'], look, signal);
}
