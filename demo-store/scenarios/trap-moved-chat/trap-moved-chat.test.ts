import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Scenario, shopperOn, startScenario } from '../kit/scenario.ts';

let scenario: Scenario;
beforeAll(async () => {
  scenario = await startScenario();
});
afterAll(() => scenario.stop());

/** A first chat on the first page, which the theme then rebuilds as Turbo does. */
async function chatOnFirstPage(text: string) {
  const { demo } = scenario;
  const shopper = shopperOn(await scenario.newShopper());
  await shopper.page.goto(demo.shopUrl);
  await shopper.openBox();
  await shopper.write(text);
  await shopper.readsInChat(text);
  return shopper;
}

it('T42: a conversation on the first page view goes on when Turbo moves the chat to the next page', async () => {
  const shopper = await chatOnFirstPage('Before the swap');
  const visitor = await visitorOf(shopper.page);
  await shopper.page.evaluate(async () => {
    const hasReloaded = new Promise((resolve) => addEventListener('chatwoot:ready', resolve, { once: true }));
    const newBody = document.createElement('body');
    const detail = { newBody, renderMethod: 'replace' };
    document.dispatchEvent(new CustomEvent('turbo:before-render', { detail }));
    document.documentElement.replaceChild(newBody, document.body);
    await hasReloaded;
  });
  expect(await visitorOf(shopper.page)).toBe(visitor);
  // The launcher went with the old body.
  await shopper.page.evaluate(() => Object(window).$chatwoot.toggle('close'));
  await shopper.page.evaluate(() => Object(window).$chatwoot.toggle('open'));
  await shopper.readsInChat('Before the swap');
});

it('T9: a hidden frame that asks for a pop-out gets nobody’s session', async () => {
  const { page } = await chatOnFirstPage('Is anybody listening in?');
  const popUps: string[] = [];
  page.on('popup', (popUp) => popUps.push(popUp.url()));
  // Within a press, or the browser itself would refuse the window.
  await page.mouse.click(5, 5);
  await page.evaluate(async () => {
    const hidden = document.createElement('iframe');
    hidden.hidden = true;
    hidden.srcdoc = `<script>
      parent.postMessage('chatwoot-widget:{"event":"popoutChatWindow","baseUrl":"https://evil.example","websiteToken":"t"}', '*');
      parent.postMessage('done', '*');
    </script>`;
    const isDone = new Promise((resolve) => {
      addEventListener('message', ({ data }) => data === 'done' && resolve(data));
    });
    document.body.append(hidden);
    await isDone;
  });
  expect(popUps).toEqual([]);
});

type Page = ReturnType<typeof shopperOn>['page'];

/** Every boot of the frame signs the session anew: the visitor in it is what stays. */
async function visitorOf(page: Page): Promise<string> {
  const cookies = await page.context().cookies();
  const payload = cookies.find(({ name }) => name === 'cw_conversation')?.value.split('.')[1];
  return JSON.parse(Buffer.from(`${payload}`, 'base64url').toString()).source_id;
}
