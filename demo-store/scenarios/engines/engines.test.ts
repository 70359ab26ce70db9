import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { storyPatienceMs } from '../../../scripts/story-patience.ts';
import { type Scenario, startScenario } from '../kit/scenario.ts';
import { type EngineBrowser, findEngines } from './engine-browser.ts';

const patience = { timeout: storyPatienceMs, interval: 100 };
const launcher = 'storefront-chat >>> .launcher';
const sent = 'storefront-chat >>> .log';
const chatFrame = '#chatwoot_live_chat_widget';

const engines = findEngines();
let scenario: Scenario;
beforeAll(async () => {
  if (engines.some(({ launch }) => launch)) scenario = await startScenario();
});
afterEach(() => scenario?.switches.allWell());
afterAll(() => scenario?.stop());

for (const { name, launch, howToGet } of engines) {
  if (launch) describe(`in ${name}`, () => stories(name, launch));
  else it.skip(`in ${name}: left out, there is none here (${howToGet})`);
}

function stories(engine: string, launch: () => Promise<EngineBrowser>) {
  let browser: EngineBrowser;
  beforeAll(async () => {
    browser = await launch();
    // The launcher rises above the shop's bar, and these drivers press where it was when they looked.
    await browser.open(scenario.demo.shopUrl);
    await click('.consent [value=needed]');
    // Out of sight at once, and gone when the shop has kept it.
    await vi.waitFor(async () => expect(await browser.textOf('html:not(:has(.consent)) h1')).not.toBe(''), patience);
  });
  afterAll(() => browser?.close());

  const click = (place: string) => vi.waitFor(() => browser.click(place), patience);
  const reads = (text: string, place: string, frame?: string) =>
    expect.poll(() => browser.textOf(place, frame), patience).toContain(text);

  it('the address is asked for while Chatwoot is down, and both reach the desk once it is back', async () => {
    const { demo, agent, switches } = scenario;
    const question = `The glaze came off, says ${engine}`;
    await switches.chatwoot('down');
    await browser.open(demo.shopUrl);
    await click(launcher);
    await browser.type(`${question}\n`);
    await reads('Received', sent);
    await click('storefront-chat >>> input[type=email]');
    await browser.type('ann@mail.example\n');
    await reads('We answer to ann@mail.example', 'storefront-chat >>> .given');

    await switches.allWell();
    await agent.sees(question);
    await expect
      .poll(() => agent.attributesOf(question), patience)
      .toMatchObject({ storefront_reply_address: 'ann@mail.example' });
    await reads('Delivered', sent);
    expect(await agent.count(question)).toBe(1);
  });

  it('a shopper asks, an agent answers, and the shopper reads the answer in chat', async () => {
    const { demo, agent } = scenario;
    const question = `Where is my order, ${engine}?`;
    await browser.open(`${demo.shopUrl}/contact`);
    await click(launcher);
    // Nothing else is pressed: whoever presses the launcher is typing.
    await browser.type(`${question}\n`);
    await agent.sees(question);
    await reads(question, 'body', chatFrame);

    await agent.replies(question, `It left Porto, ${engine}.`);
    await reads(`It left Porto, ${engine}.`, 'body', chatFrame);
    expect(await agent.count(question)).toBe(1);
  });
}
