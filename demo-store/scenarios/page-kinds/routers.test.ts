import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { atRest, hasDesktopBrowser } from '../kit/open-browser.ts';
import { chatThrough, openChat } from './chat-through.ts';
import { type Shoppers, startShoppers } from './shoppers.ts';

let shoppers: Shoppers;
beforeAll(async () => {
  shoppers = await startShoppers({ isDesktop: true });
});
afterAll(() => shoppers.stop());

describe('half a message and the conversation outlive a change of page', () => {
  it.each(['full-reload', 'turbo-head', 'swup', 'barba', 'replaced-body'])('by a link: %s', async (kind) => {
    const visit = await shoppers.visit(kind);
    let isAway = false;
    await chatThrough(visit, async () => {
      await visit.follow(isAway ? 'Mug' : 'Teapot');
      isAway = !isAway;
    });
    await visit.close();
  });

  it('by pushState, replaceState and popstate', async () => {
    const visit = await shoppers.visit('history-router');
    await chatThrough(visit, async () => {
      await visit.follow('Teapot');
      await visit.page.getByRole('button', { name: 'Only blue' }).click();
      await visit.heading('Teapot?colour=blue');
      await visit.back();
      await visit.heading('Mug');
    });
    await visit.close();
  });

  it('by Turbo: drive, frame, morph, and back from its cache', async () => {
    const visit = await shoppers.visit('turbo');
    const { page } = visit;
    await chatThrough(visit, async () => {
      await visit.follow('Teapot');
      await turboEvent(page, 'turbo:frame-load', () => page.getByRole('link', { name: 'More reviews' }).click());
      await turboEvent(page, 'turbo:morph', () => page.getByRole('button', { name: 'Refresh' }).click());
      await turboEvent(page, 'turbo:load', visit.back);
      await visit.heading('Mug');
    });
    await visit.close();
  });

  it("by what Astro's router does, and back", async () => {
    const visit = await shoppers.visit('astro');
    await chatThrough(visit, async () => {
      await visit.follow('Teapot');
      await visit.back();
      await visit.heading('Mug');
    });
    await visit.close();
  });

  it.runIf(hasDesktopBrowser())('by the back/forward cache', async () => {
    const visit = await shoppers.visit('back-forward-cache');
    const { page, box, desk } = visit;
    await visit.launcher.click();
    await page.keyboard.type('Half a message, taken out of the cache');
    await page.locator('#chatwoot_live_chat_widget').waitFor({ state: 'attached' });
    await atRest(page);
    await visit.follow('Teapot');
    await visit.back();
    await visit.heading('Mug');
    const wasRestored = () => page.evaluate(() => (window as unknown as { wasRestored: boolean }).wasRestored);
    await expect.poll(wasRestored).toBe(true);
    expect(await page.locator('storefront-chat').count()).toBe(1);
    expect(await box.inputValue()).toBe('Half a message, taken out of the cache');
    await box.press('Enter');
    const conversation = await desk.conversationOf('Half a message, taken out of the cache');
    await page.locator('#chatwoot_live_chat_widget').waitFor();
    await desk.reply(conversation, 'We have it.');

    // Playwright no longer sees into frames that came out of the cache: the answer is read on the next page.
    await visit.follow('Teapot');
    await openChat(visit);
    await visit.readsInChat('We have it.');
    await visit.close();
  });
});

/** Does something, and waits until Turbo says that it is through. */
async function turboEvent(page: Page, name: string, act: () => Promise<void>) {
  const fired = page.evaluate(
    (event) => new Promise<void>((resolve) => document.addEventListener(event, () => resolve(), { once: true })),
    name,
  );
  await act();
  await fired;
}
