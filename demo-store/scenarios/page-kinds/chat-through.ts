import { expect } from 'vitest';
import type { Visit } from './shoppers.ts';

/**
 * The story of every kind of page: half a message is typed, the page changes, the message is finished and sent; chat
 * takes over, an agent answers, the page changes again, and the conversation goes on.
 * @param change every way in which this kind of page changes; none when only the tag is at stake
 */
export async function chatThrough(visit: Visit, change: () => Promise<void> = async () => {}): Promise<void> {
  const { page, box, launcher, chatFrame, desk } = visit;
  const words = `Half a message at ${new URL(visit.origin).hostname}`;
  await launcher.waitFor();
  expect(visit.toChatwoot).toEqual([]);
  await launcher.click();
  await page.keyboard.type(words);
  await change();
  await expectOneLauncher(visit);
  await expect.poll(() => box.inputValue()).toBe(words);

  await box.press('Enter');
  await visit.readsInChat(words);
  const conversation = await desk.conversationOf(words);
  await desk.reply(conversation, 'We have it.');
  await visit.readsInChat('We have it.');
  const visitor = await visitorOf(visit);
  await change();
  await expectOneLauncher(visit);
  await openChat(visit);
  await visit.readsInChat(words);
  await visit.readsInChat('We have it.');
  expect(await visitorOf(visit)).toBe(visitor);

  await chatFrame.getByRole('textbox').fill(`${words}, and more`);
  await chatFrame.getByRole('textbox').press('Enter');
  expect(await desk.conversationOf(`${words}, and more`)).toBe(conversation);
  await expectPageUnharmed(visit);
}

async function expectOneLauncher({ page, launcher }: Visit) {
  await launcher.waitFor();
  expect(await page.locator('storefront-chat').count()).toBe(1);
}

/** As the launcher says whether it is open, the screen must be; then a press opens what is closed. */
export async function openChat({ page, launcher, box }: Visit) {
  const frame = page.locator('#chatwoot_live_chat_widget');
  const isSeen = async () => (await frame.isVisible()) || (await box.isVisible());
  const isOpen = async () => (await launcher.getAttribute('aria-expanded')) === 'true';
  await expect.poll(async () => (await isSeen()) === (await isOpen())).toBe(true);
  if (!(await isOpen())) await launcher.click();
  await expect.poll(isSeen).toBe(true);
}

/** Which visitor this browser is to Chatwoot. The token is made anew with every session, its source stays. */
async function visitorOf({ page, origin }: Visit): Promise<string> {
  const cookies = await page.context().cookies(origin);
  const token = cookies.find(({ name }) => name === 'cw_conversation')?.value ?? '';
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).source_id;
}

async function expectPageUnharmed({ page, errors }: Visit) {
  await page.evaluate(() => window.postMessage('to the page itself'));
  const heard = () => page.evaluate(() => (window as unknown as { heard: unknown[] }).heard);
  await expect.poll(heard).toContain('to the page itself');
  expect(errors).toEqual([]);
}
