import { AppError } from '../errors.ts';
import type { ServedStore } from '../stores/index.ts';

/** @throws AppError `tracking_off` while the store's owner wants no events. */
export function requireTracking({ isTrackingOn }: ServedStore): void {
  if (isTrackingOn) return;
  throw new AppError('tracking_off', 'This store takes no events. Stop sending them, or switch tracking on.');
}
