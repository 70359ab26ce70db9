import type { Page } from 'playwright-core';
import { type Milestones, readMilestones } from './milestones.ts';
import type { Shopper } from './open-shopper.ts';
import { readOwnBoot } from './own-boot.ts';
import { press, typeUntilTaken } from './press.ts';
import type { Variant } from './variants.ts';

/** What a shopper waited for who wanted chat. */
export interface PressFigures {
  /** How often they pressed until they could type. */
  presses: number | null;
  /** From the first press to a letter in a text field. */
  typingMs: number | null;
  /** From the press to an app in Chatwoot's frame that has started: `chatwoot:ready`. */
  bootMs: number | null;
  /** From the press to our own event `ready`: chat can be shown, with its conversation. */
  readyMs: number | null;
  ownBootMs: number | null;
}

const nothing = { presses: null, typingMs: null, bootMs: null, readyMs: null, ownBootMs: null, milestones: null };

/**
 * Presses the launcher, types as soon as something takes a letter, and waits for the chat that the press has started.
 * @throws Error that names what did not come.
 */
export async function measurePress(
  shopper: Shopper,
  { launcher, opensChatwoot, bootsWithPage }: Variant,
): Promise<PressFigures & { milestones: Milestones | null }> {
  const { page, moments } = shopper;
  if (!launcher) return nothing;
  moments.forget();
  if (!opensChatwoot) await page.evaluate(listenToOurs);
  await press(shopper, page.locator(launcher));
  const presses = opensChatwoot ? 1 + (await pressThroughChatwoot(shopper)) : 1;
  await typeUntilTaken(shopper);
  const pressedAt = await moments.waitFor('press');
  const typingAt = await moments.waitFor('typing');
  const typed = { presses, typingMs: typingAt - pressedAt };
  if (bootsWithPage) return { ...nothing, ...typed };

  const bootedAt = await moments.waitFor('boot');
  const readyAt = opensChatwoot ? undefined : await moments.waitFor('ready');
  if (!opensChatwoot) await checkLetter(page);
  return {
    ...typed,
    bootMs: bootedAt - pressedAt,
    readyMs: readyAt === undefined ? null : readyAt - pressedAt,
    ownBootMs: await readOwnBoot(page, bootedAt),
    milestones: await readMilestones(page, pressedAt, {
      'one can type': typingAt,
      'Chatwoot’s app has booted': bootedAt,
      ...(readyAt && { 'our event `ready`': readyAt }),
    }),
  };
}

/** Chatwoot's own way from its open panel to a field that takes typing. @returns how many presses it took. */
async function pressThroughChatwoot(shopper: Shopper): Promise<number> {
  const frame = shopper.page.frameLocator('#chatwoot_live_chat_widget');
  await press(shopper, frame.getByRole('button', { name: /start conversation/i }));
  const field = frame.getByRole('textbox').first();
  await field.waitFor();
  if (await field.evaluate((element) => element.ownerDocument.activeElement === element)) return 1;
  await press(shopper, field);
  return 2;
}

function listenToOurs(): void {
  const { StorefrontChat } = window as unknown as { StorefrontChat: { on(name: 'ready', heard: () => void): void } };
  StorefrontChat.on('ready', () => benchMoment('ready', performance.timeOrigin + performance.now()));
}

/** A box that takes a letter and loses it later would win this race without deserving it. */
async function checkLetter(page: Page): Promise<void> {
  const text = await page.locator('storefront-chat textarea').first().inputValue();
  if (!text.startsWith('x')) throw new Error('The box has lost what was typed into it.');
}
