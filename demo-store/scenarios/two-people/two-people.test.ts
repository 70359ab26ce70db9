import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Scenario, startScenario } from '../kit/scenario.ts';
import { deskOf } from './desk.ts';
import { expectNothingOf } from './expect-nothing-of.ts';
import { type Tab, tabOn } from './one-computer.ts';

let scenario: Scenario;
let desk: ReturnType<typeof deskOf>;
let tab: Tab;
beforeAll(async () => {
  scenario = await startScenario();
  desk = deskOf(scenario.demo);
});
beforeEach(useAnotherComputer);
afterAll(() => scenario.stop());

async function useAnotherComputer() {
  const page = await scenario.newShopper();
  tab = tabOn(page, page.context());
}

async function logIn(name: string) {
  await tab.page.goto(`${scenario.demo.shopUrl}/login`);
  await tab.page.getByRole('button', { name: `Log in as ${name}` }).click();
  await tab.page.getByRole('heading', { name: `Hello, ${name}` }).waitFor();
}

async function logOut() {
  await tab.page.goto(`${scenario.demo.shopUrl}/account`);
  await tab.page.getByRole('button', { name: 'Log out' }).click();
  await tab.page.waitForURL(`${scenario.demo.shopUrl}/`);
  await isForgotten();
}

/** The page has told the widget that nobody is signed in any more. */
const isForgotten = () => tab.page.waitForFunction(() => !localStorage.getItem('shop:signed-in'));

it('a customer is the same contact in every browser; another is another', async () => {
  await logIn('Jane Whitcombe');
  await tab.chat('Jane at home');
  await useAnotherComputer();
  await logIn('Jane Whitcombe');
  await tab.chat('Jane on the phone');
  await useAnotherComputer();
  await logIn('Luca Moretti');
  await tab.chat('Luca at work');
  const writers = await Promise.all(['Jane at home', 'Jane on the phone', 'Luca at work'].map(desk.customerOf));
  const [home, phone, luca] = writers.map(({ contactId }) => contactId);
  expect(phone).toBe(home);
  expect(luca).not.toBe(home);
});

it('who comes after at the same browser sees not a word, and agents never take them for the one before', async () => {
  await logIn('Jane Whitcombe');
  await tab.chat('Of Jane alone');
  const secrets = ['Of Jane alone', await tab.visitor()];
  await logOut();
  await tab.chat('Of nobody known');
  await expectNothingOf(secrets, tab);
  await logIn('Luca Moretti');
  await tab.chat('Of Luca alone');
  await expectNothingOf(secrets, tab);
  const [jane, nobody, luca] = await Promise.all(
    ['Of Jane alone', 'Of nobody known', 'Of Luca alone'].map(desk.writerOf),
  );
  expect(luca?.contactId).not.toBe(jane?.contactId);
  expect(nobody?.contactId).not.toBe(jane?.contactId);
});

it('a session that the shop let run out leaves nothing of its customer either', async () => {
  await logIn('Jane Whitcombe');
  await tab.chat('Before the night');
  const secrets = ['Before the night', await tab.visitor()];
  await tab.page.context().clearCookies({ domain: 'localhost', name: /session|shop/i });
  const kept = await tab.page.context().cookies();
  expect(kept.map(({ name }) => name)).toContain('cw_conversation');
  await tab.page.goto(scenario.demo.shopUrl);
  await isForgotten();
  await tab.chat('After the night');
  await expectNothingOf(secrets, tab);
  const [before, after] = await Promise.all(['Before the night', 'After the night'].map(desk.writerOf));
  expect(after?.contactId).not.toBe(before?.contactId);
  expect(after?.isVerified).toBe(false);
});
