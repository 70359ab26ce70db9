import type { Store } from '../store.ts';
import type { WidgetApi } from './widget-api.ts';
import type { WidgetState } from './widget-state.ts';

/** What every action of the frame works with. */
export interface WidgetContext {
  store: Store<WidgetState>;
  api: WidgetApi;
}

/**
 * Lets a request fail without a word, as the official widget does for every call but `setUser` (trap T8): no event, no
 * message, nothing in the panel.
 */
export function silently(request: Promise<unknown>): void {
  request.catch(() => {});
}
