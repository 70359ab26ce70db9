import type { StoreSettings } from '../../../contract/settings.ts';

declare global {
  /** Our server puts the store's settings, as JSON, in the place of this name. The built loader holds it once. */
  const __SETTINGS__: StoreSettings;
}
