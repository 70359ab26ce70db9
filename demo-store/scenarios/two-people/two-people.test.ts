import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createAccountClient } from '../../../server/chatwoot/index.ts';
import { type Scenario, shopperOn, startScenario } from '../kit/scenario.ts';

let scenario: Scenario;
let page: Page;
beforeAll(async () => {
  scenario = await startScenario();
});
beforeEach(async () => {
  page = await scenario.newShopper();
});
afterAll(() => scenario.stop());

async function logIn(name: string) {
  await page.goto(`${scenario.demo.shopUrl}/login`);
  await page.getByRole('button', { name: `Log in as ${name}` }).click();
  await page.getByRole('heading', { name: `Hello, ${name}` }).waitFor();
}

async function logOut() {
  await page.goto(`${scenario.demo.shopUrl}/account`);
  await page.getByRole('button', { name: 'Log out' }).click();
  await page.waitForURL(`${scenario.demo.shopUrl}/`);
}

/** Writes, in our box or in the chat that has taken its place, and reads it in chat. */
async function chat(text: string) {
  const { openBox, box, chatFrame } = shopperOn(page);
  await openBox();
  const inChat = chatFrame.getByRole('textbox');
  const isThere = async () => (await box.isVisible()) || (await inChat.isVisible());
  await expect.poll(isThere).toBe(true);
  const field = (await box.isVisible()) ? box : inChat;
  await field.fill(text);
  await field.press('Enter');
  await expect.poll(() => conversationWith(text)).toBeDefined();
  await chatFrame.getByText(text, { exact: true }).first().waitFor();
}

/** Everything that this browser shows of a conversation, our box and the chat. */
async function seen(): Promise<string> {
  const { sent, chatFrame, box } = shopperOn(page);
  const frame = page.locator('#chatwoot_live_chat_widget');
  const inChat = (await frame.count()) ? await chatFrame.locator('body').innerText() : '';
  return `${await sent.allInnerTexts()} ${(await box.isVisible()) ? await box.inputValue() : ''} ${inChat}`;
}

/** The conversation with these words, as the desk has it. */
async function conversationWith(text: string) {
  const { chatwootUrl, chatwootAccount } = scenario.demo;
  const { conversations } = createAccountClient({ baseUrl: chatwootUrl, ...chatwootAccount });
  for (let id = 1; id < 20; id += 1) {
    const messages = await conversations.messages.list(id).catch(() => []);
    if (messages.some(({ content }) => content === text)) return conversations.show(id);
  }
  return undefined;
}

/** Who an agent takes the writer of these words for. */
const contactAtDesk = async (text: string) => (await conversationWith(text))?.contactId;

it('a customer is the same contact in every browser; another is another', async () => {
  await logIn('Jane Whitcombe');
  await chat('Jane at home');
  page = await scenario.newShopper();
  await logIn('Jane Whitcombe');
  await chat('Jane on the phone');
  page = await scenario.newShopper();
  await logIn('Luca Moretti');
  await chat('Luca at work');
  const [home, phone, luca] = await Promise.all(
    ['Jane at home', 'Jane on the phone', 'Luca at work'].map((text) => contactAtDesk(text)),
  );
  expect(phone).toBe(home);
  expect(luca).not.toBe(home);
});

it('who comes after at the same browser sees not a word, and agents never take them for the one before', async () => {
  await logIn('Jane Whitcombe');
  await chat('Of Jane alone');
  await logOut();
  await chat('Of nobody known');
  expect(await seen()).not.toContain('Of Jane alone');
  await logIn('Luca Moretti');
  await chat('Of Luca alone');
  const shown = await seen();
  expect(shown).not.toContain('Of Jane alone');
  const [jane, nobody, luca] = await Promise.all(
    ['Of Jane alone', 'Of nobody known', 'Of Luca alone'].map((text) => contactAtDesk(text)),
  );
  expect(new Set([jane, luca]).size).toBe(2);
  expect(nobody).not.toBe(jane);
});

it('a session that the shop let run out leaves nothing of its customer either', async () => {
  await logIn('Jane Whitcombe');
  await chat('Before the night');
  await page.context().clearCookies({ domain: 'localhost', name: /session|shop/i });
  const kept = await page.context().cookies();
  expect(kept.map(({ name }) => name)).toContain('cw_conversation');
  await page.goto(scenario.demo.shopUrl);
  await chat('After the night');
  expect(await seen()).not.toContain('Before the night');
  expect(await contactAtDesk('After the night')).not.toBe(await contactAtDesk('Before the night'));
});
