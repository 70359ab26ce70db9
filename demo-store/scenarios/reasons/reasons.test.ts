import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type Reason, reasons } from '../../../contract/reasons.ts';
import { waitForSessions } from '../kit/patient-session.ts';
import { type Scenario, shopperOn, startScenario } from '../kit/scenario.ts';

let scenario: Scenario;
beforeAll(async () => {
  scenario = await startScenario();
});
afterEach(async () => {
  await scenario.switches.allWell();
  await scenario.demo.changeStore({ isChatOn: true });
  await scenario.demo.changeHours(null);
});
afterAll(() => scenario.stop());

interface Case {
  /** Makes it so, before the page is loaded. */
  before?(): Promise<void>;
  /** Makes it so on a page whose chunks are there already. */
  atPress?(page: Page): Promise<unknown>;
  shopperReads: string;
  /** Our server cannot count what never reaches it. */
  isCounted: boolean;
}

const away = 'Live chat is not available right now.';
const neverOpen = {
  timeZone: 'Europe/Lisbon',
  week: { monday: [], tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] },
  holidays: [],
};
const answerWith = (body: unknown, status: number) => (page: Page) =>
  page.route('**/chat-sessions', (route) => route.fulfill({ status, json: body }));

const cases: Record<Reason, Case> = {
  blocked: {
    before: () => scenario.switches.chatwoot('blocked'),
    shopperReads: 'Live chat is blocked in this browser.',
    isCounted: true,
  },
  csp: { before: () => scenario.switches.csp(true), shopperReads: away, isCounted: true },
  offline: {
    atPress: (page) => page.context().setOffline(true),
    shopperReads: 'You are offline.',
    isCounted: false,
  },
  timeout: {
    before: () => scenario.switches.chatwoot('slow'),
    shopperReads: 'Live chat is slow right now.',
    isCounted: true,
  },
  'chat-down': { before: () => scenario.switches.chatwoot('down'), shopperReads: away, isCounted: true },
  refused: {
    atPress: answerWith({ state: 'unavailable', requestId: crypto.randomUUID(), reason: 'refused' }, 200),
    shopperReads: away,
    isCounted: true,
  },
  'rate-limited': { before: () => scenario.switches.chatwoot('rate-limited'), shopperReads: away, isCounted: true },
  suspended: { before: () => scenario.switches.chatwoot('suspended'), shopperReads: away, isCounted: true },
  'closed-now': {
    before: () => scenario.demo.changeHours(neverOpen),
    shopperReads: 'We are closed right now.',
    isCounted: true,
  },
  'chat-off': {
    before: () => scenario.demo.changeStore({ isChatOn: false }),
    shopperReads: 'Write to us here and we answer by',
    isCounted: true,
  },
  'settings-missing': { atPress: answerWith({ error: {} }, 404), shopperReads: away, isCounted: true },
  'server-down': {
    // With Chatwoot up, chat would simply start without us.
    before: () => scenario.switches.chatwoot('down'),
    atPress: () => scenario.switches.server('down'),
    shopperReads: 'We cannot be reached right now.',
    isCounted: false,
  },
};

it.each(reasons)('%s: the shopper reads what they can do, the page is told, and it is counted', async (reason) => {
  const { before, atPress, shopperReads, isCounted } = cases[reason];
  const { demo } = scenario;
  await before?.();
  const countBefore = await countOf(reason);
  const shopper = shopperOn(await scenario.newShopper());
  if (reason !== 'timeout') await waitForSessions(shopper.page);
  const lines: string[] = [];
  shopper.page.on('console', (message) => lines.push(message.text()));
  await shopper.page.goto(demo.shopUrl);
  const told = heardBy(shopper.page);
  if (atPress) {
    // The chunks are there, as after a pause over the launcher.
    const loaded = Promise.all(
      ['composer', 'messages', 'texts-en', 'bridge'].map(async (name) => {
        const response = await shopper.page.waitForResponse((is) => is.url().includes(`/${name}.`));
        await response.finished();
      }),
    );
    await shopper.launcher.hover();
    await loaded;
    await atPress(shopper.page);
  }
  await shopper.openBox();
  await shopper.page.getByRole('status').getByText(shopperReads, { exact: false }).waitFor();
  expect(await told).toBe(reason);
  expect(lines.filter((line) => line.startsWith('storefront-chat') && line.includes(reason)).length).toBe(1);
  if (isCounted) await expect.poll(() => countOf(reason)).toBe(countBefore + 1);
  await shopper.page.context().setOffline(false);
  await shopper.page.context().close();
});

/** What the page's own listener is told, once. */
function heardBy(page: Page): Promise<string> {
  return page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const { StorefrontChat } = window as unknown as {
          StorefrontChat: { on(name: string, listener: (reason: string) => void): void };
        };
        StorefrontChat.on('unavailable', resolve);
      }),
  );
}

/** How often our server has counted it. */
async function countOf(reason: Reason): Promise<number> {
  const metrics = await (await fetch(`${scenario.demo.serverUrl}/metrics`)).text();
  const line = metrics.match(new RegExp(`^\\w*chat_outcomes_total\\{outcome="${reason}"\\} (\\d+)$`, 'm'));
  return Number(line?.[1] ?? 0);
}
