import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chatThrough } from './chat-through.ts';
import { type Shoppers, startShoppers, type Visit } from './shoppers.ts';

let shoppers: Shoppers;
beforeAll(async () => {
  shoppers = await startShoppers();
});
afterAll(() => shoppers.stop());

describe('a chat begins and goes on, however the tag got onto the page', () => {
  it.each([
    ['twice', 'tag-twice'],
    ['in <head>, before there is a body', 'tag-in-head'],
    ['in <head>, async', 'tag-in-head-async'],
    ['as a module', 'module-tag'],
    ['by a tag manager', 'tag-manager'],
    ['by document.write', 'document-write'],
    ["within the shop's own file", 'combined-file'],
  ])('%s', async (_how, kind) => {
    const visit = await shoppers.visit(kind);
    await chatThrough(visit, () => reload(visit));
    expect(visit.ours).toEqual([]);
    await visit.close();
  });

  it('held back by a plugin until the visitor does something', async () => {
    const visit = await shoppers.visit('delayed-tag');
    expect(await visit.page.locator('storefront-chat').count()).toBe(0);
    const nudge = () => visit.page.keyboard.press('Shift');
    await nudge();
    await chatThrough(visit, async () => {
      await reload(visit);
      await nudge();
    });
    await visit.close();
  });
});

it("with two stores' tags the first has the page, and one line says so", async () => {
  const visit = await shoppers.visit('two-stores');
  await visit.launcher.waitFor();
  const asked: string[] = [];
  visit.page.on('request', (request) => asked.push(request.url()));
  expect(await visit.page.locator('storefront-chat').count()).toBe(1);
  expect(
    await visit.page.evaluate(() => (window as { StorefrontChat?: { storeKey?: string } }).StorefrontChat?.storeKey),
  ).toBe('demo');
  expect(visit.ours).toHaveLength(1);
  expect(visit.ours[0]).toMatch(/^storefront-chat: .*\bother\b.* ignored.*\bdemo\b/);
  await visit.launcher.click();
  await visit.write('To the first of two');
  await visit.desk.conversationOf('To the first of two');
  expect(asked.filter((url) => url.includes('/stores/other/'))).toEqual([]);
  await visit.close();
});

it('a page that is prerendered draws, asks and stores nothing until it is shown', async () => {
  const visit = await shoppers.visit('prerender');
  const { page, launcher, box, origin } = visit;
  // Whoever was here before has left a note, which must not wake anything either.
  await launcher.click();
  await page.keyboard.type('Half a thought');
  await page.reload();
  await expect.poll(() => box.inputValue()).toBe('Half a thought');
  // Chromium's headless shell renders nothing ahead, so the page is told that it does: as prerender.ts says.
  await page.goto(`${origin}/teapot?prerendering`);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  const stored = () => page.evaluate(() => JSON.stringify(localStorage));
  const before = await stored();
  await page.waitForFunction(() => 'StorefrontChat' in window);
  // Whatever is done in an idle moment has been done by then.
  await page.waitForTimeout(500);
  expect(await page.locator('storefront-chat').count()).toBe(0);
  expect(asked).toEqual([]);
  expect(await stored()).toBe(before);
  await page.evaluate(() => (window as unknown as { activate(): void }).activate());
  await expect.poll(() => box.inputValue()).toBe('Half a thought');
  expect(await page.locator('storefront-chat').count()).toBe(1);
  await visit.close();
});

async function reload({ page }: Visit) {
  await page.reload();
}
