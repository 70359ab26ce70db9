import type { Store } from '../store.ts';
import type { DeskApi } from './desk-api.ts';
import type { DeskState } from './desk-state.ts';

/** What every action of the desk works with. */
export interface DeskContext {
  store: Store<DeskState>;
  api: DeskApi;
}
