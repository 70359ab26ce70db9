import { quietly } from './quietly.ts';

/**
 * Listens in the capturing phase of the window: wherever a theme sends an event, whether it bubbles or not, and before
 * anybody stops it.
 */
export function listen(names: readonly string[], run: (event: Event) => unknown, signal: AbortSignal): void {
  for (const name of names) addEventListener(name, quietly(run), { capture: true, signal });
}
