import type { Launcher } from '../launcher/launcher.ts';
import { readMarker } from './marker.ts';
import { uuid } from './uuid.ts';

/**
 * The id under which this page asks for its session and sends its messages: our server keeps them together by it. An
 * earlier page whose messages wait for a session has left its own.
 */
export function requestIdOf(launcher: Launcher, storeKey: string): string {
  launcher.requestId ??= readMarker(storeKey)?.requestId ?? uuid();
  return launcher.requestId;
}
