import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { expectNothingOf } from './expect-nothing-of.ts';
import { type OneComputer, startOneComputer, type Tab } from './one-computer.ts';

let computer: OneComputer;
beforeAll(async () => {
  computer = await startOneComputer(['accepted', 'unsent', 'unheard', 'signing-in']);
});
afterEach(() => computer.scenario.switches.allWell());
afterAll(() => computer.stop());

/** Writes in our box, whatever becomes of it. */
async function write({ openBox, box, sent }: Tab, text: string) {
  await openBox();
  await box.fill(text);
  await box.press('Enter');
  await sent.getByText(text).waitFor();
}

async function lucaComes(tab: Tab, host: string) {
  computer.session('Luca');
  await tab.follow('Teapot');
  await tab.chat(`Of Luca at ${host}`);
  await expect.poll(tab.outcomes).toEqual(['verified']);
}

it('a message that our server has but Chatwoot has not stays that of Jane', async () => {
  const { desk, scenario } = computer;
  const text = 'Accepted, and not delivered';
  await scenario.switches.chatwoot('error-500');
  computer.session('Jane');
  const tab = await computer.visit('accepted');
  await write(tab, text);
  await tab.sent.getByText(/received/i).waitFor();
  await tab.signOut();
  await expectNothingOf([text], tab);
  await scenario.switches.allWell();
  await lucaComes(tab, 'accepted');
  const [jane, luca] = [await desk.writerOf(text), await desk.writerOf('Of Luca at accepted')];
  expect(jane.contactId).not.toBe(luca.contactId);
  expect(jane.conversationId).not.toBe(luca.conversationId);
  await expectNothingOf([text], tab);
  await tab.page.close();
});

it('a message that only this browser has goes out as nobody’s', async () => {
  const { desk } = computer;
  const text = 'In this browser only';
  computer.session('Jane');
  const before = await computer.visit('unsent');
  await before.chat('Of Jane at unsent');
  await before.page.close();
  // The SDK alone would open the chat that Jane has had; where somebody has chatted a page asks for it by itself.
  const tab = await computer.visit('unsent', async (page) => {
    for (const path of ['submissions', 'chat-sessions', 'sdk.js*'])
      await page.route(`**/${path}`, (route) => route.abort());
  });
  await write(tab, text);
  await tab.signOut();
  await tab.page.unrouteAll();
  await lucaComes(tab, 'unsent');
  const [nobody, luca, jane] = await Promise.all([text, 'Of Luca at unsent', 'Of Jane at unsent'].map(desk.writerOf));
  expect(nobody).toMatchObject({ isVerified: false });
  expect(new Set([nobody?.contactId, luca?.contactId, jane?.contactId]).size).toBe(3);
  await expectNothingOf([text], tab);
  await tab.page.close();
});

it('a sign-out that nothing of ours could hear is heard on the next page', async () => {
  computer.session('Jane');
  const tab = await computer.visit('unheard');
  await tab.chat('Of Jane at unheard');
  const secrets = ['Of Jane at unheard', await tab.visitor()];
  computer.session(undefined);
  await tab.page.route('**/assets/calls.*', (route) => route.abort());
  await tab.follow('Teapot');
  await tab.page.waitForLoadState('load');
  await tab.page.unrouteAll();
  await tab.follow('Mug');
  await tab.page.waitForFunction(() => !localStorage.getItem('signed-in'));
  await expectNothingOf(secrets, tab);
  await lucaComes(tab, 'unheard');
  await expectNothingOf(secrets, tab);
  await tab.page.close();
});

it('a message that waits for its first session comes along when its writer signs in', async () => {
  const { desk, scenario } = computer;
  const text = 'Written before I signed in';
  await scenario.switches.chatwoot('error-500');
  computer.session(undefined);
  const tab = await computer.visit('signing-in');
  await write(tab, text);
  await tab.sent.getByText(/received/i).waitFor();
  computer.session('Jane');
  await tab.identify();
  await tab.page.waitForFunction(() => localStorage.getItem('storefront-chat:demo:person'));
  await scenario.switches.allWell();
  await tab.follow('Teapot');
  await tab.chat('Written after it');
  const [before, after] = await Promise.all([text, 'Written after it'].map(desk.customerOf));
  expect(before?.contactId).toBe(after?.contactId);
  await tab.page.close();
});
