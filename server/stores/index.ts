/** The door of this folder: what the rest of the server may use. */

export { addStore, type ChangeDeps, type StoreChangeDeps, setStore } from './change-stores.ts';
export {
  type AccountClientOptions,
  type ApiInbox,
  accountClientOf,
  apiInboxOf,
  hmacTokenOf,
  type WidgetClientOptions,
  widgetClientOf,
} from './chatwoot-access.ts';
export { contrastWithWhite } from './contrast.ts';
export { findStore, listStores, requireStore, type Store, type StoreOverview, showStore } from './find-store.ts';
export { chunkRetentionDays, rememberChunks } from './remember-chunks.ts';
export { storeRoutes } from './routes.ts';
export { secretPlaces } from './secret-places.ts';
export { type HoursChanges, setOpeningHours } from './set-opening-hours.ts';
export { createStoreDirectory, type StoreDirectory } from './store-directory.ts';
export { definedOnly, type StoreChanges } from './store-input.ts';
export { offersChat, type ServedStore } from './store-settings.ts';
export { readTextPacks, readWidgetAssets, type WidgetAssets } from './widget-assets.ts';
