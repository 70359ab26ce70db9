import type { Locator } from 'playwright-core';
import type { Shopper } from './open-shopper.ts';

const typingTimeoutMs = 60_000;

/** Moves the mouse onto the middle of it and presses at once, as a finger would. */
export async function press({ cdp }: Shopper, target: Locator): Promise<void> {
  await target.waitFor();
  const area = await target.boundingBox();
  if (!area) throw new Error('There is nothing to press.');
  const place = { x: area.x + area.width / 2, y: area.y + area.height / 2 };
  const button = { button: 'left', clickCount: 1 } as const;
  // Sent together: a driver that waits for each would be part of what is measured.
  await Promise.all([
    cdp.send('Input.dispatchMouseEvent', { type: 'mouseMoved', ...place }),
    cdp.send('Input.dispatchMouseEvent', { type: 'mousePressed', ...place, ...button }),
    cdp.send('Input.dispatchMouseEvent', { type: 'mouseReleased', ...place, ...button }),
  ]);
}

/** Types a letter again and again, until a text field has taken one. */
export async function typeUntilTaken({ cdp, moments }: Shopper): Promise<void> {
  const deadline = performance.now() + typingTimeoutMs;
  const key = { key: 'x', code: 'KeyX', windowsVirtualKeyCode: 88 };
  while (moments.at('typing') === undefined) {
    if (performance.now() > deadline) throw new Error('No text field takes a letter.');
    await cdp.send('Input.dispatchKeyEvent', { type: 'keyDown', text: 'x', ...key });
    await cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key });
  }
}
