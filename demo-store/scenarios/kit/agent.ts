import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { storyPatienceMs } from '../../../scripts/story-patience.ts';
import { createAccountClient, type Message } from '../../../server/chatwoot/index.ts';
import type { RunningDemo } from '../../start-demo.ts';
import { borrowBrowser } from './browser-pool.ts';
import { readConversations } from './find-conversations.ts';

/** Someone who answers shoppers. */
export interface Agent {
  /** Waits until these words of a shopper are at the desk. */
  sees(text: string): Promise<void>;
  /** Answers in the conversation that these words stand in. */
  replies(to: string, answer: string): Promise<void>;
  /** What stands beside the conversation with these words. */
  attributesOf(text: string): Promise<Record<string, unknown>>;
  /** How often these exact words of shoppers are at the desk, in all conversations. */
  count(text: string): Promise<number>;
  close(): Promise<void>;
}

/**
 * The agent of a scenario: at the stand-in's desk in a browser of their own. On a real Chatwoot, whose dashboard we do
 * not drive, the same person works through the Application API.
 */
export async function createAgent(demo: RunningDemo): Promise<Agent> {
  const api = apiAgent(demo);
  if (process.env.CHATWOOT_URL) return api;
  return { ...api, ...(await deskAgent(demo)) };
}

async function deskAgent({ deskUrl }: RunningDemo): Promise<Pick<Agent, 'sees' | 'replies' | 'close'>> {
  const browser = await borrowBrowser({ width: 1280, height: 800 });
  const page = await browser.newPage();
  await page.goto(deskUrl);
  await page.getByRole('link', { name: /^Ana/ }).click();
  // Only who has signed in sits through what a story does to Chatwoot.
  await page.getByRole('navigation', { name: 'Conversations' }).waitFor();

  async function open(text: string) {
    const inThread = page.getByRole('log').getByText(text, { exact: true }).first();
    // Conversations move to the top as messages come in: the one that was aimed at may have slipped away.
    const until = Date.now() + storyPatienceMs;
    while (Date.now() < until) {
      await conversationWith(page, text).click();
      const isOpen = await inThread.waitFor({ timeout: 5000 }).then(
        () => true,
        () => false,
      );
      if (isOpen) return;
    }
    throw new Error(`"${text}" is not at the desk.`);
  }
  return {
    sees: open,
    async replies(to, answer) {
      await open(to);
      await page.getByRole('textbox', { name: 'Reply' }).fill(answer);
      await page.getByRole('button', { name: 'Send', exact: true }).click();
      await page.getByRole('log').getByText(answer, { exact: true }).waitFor();
    },
    close: () => browser.close(),
  };
}

/** In the list, by the last message that it shows. */
function conversationWith(page: Page, text: string) {
  return page.getByRole('listitem').filter({ hasText: text }).first();
}

export function apiAgent({ chatwootUrl, chatwootAccount }: RunningDemo): Agent {
  const client = createAccountClient({ baseUrl: chatwootUrl, ...chatwootAccount });
  async function incoming() {
    const found: Message[] = [];
    for await (const { messages } of readConversations(client.conversations)) {
      found.push(...messages.filter(({ direction }) => direction === 'incoming'));
    }
    return found;
  }
  async function find(text: string) {
    return expect
      .poll(async () => (await incoming()).find(({ content }) => content === text)?.conversationId)
      .toBeDefined()
      .then(async () => (await incoming()).find(({ content }) => content === text)?.conversationId ?? 0);
  }
  return {
    sees: async (text) => void (await find(text)),
    replies: async (to, content) => void (await client.conversations.messages.create(await find(to), { content })),
    attributesOf: async (text) => (await client.conversations.show(await find(text))).customAttributes,
    count: async (text) => (await incoming()).filter(({ content }) => content === text).length,
    close: async () => {},
  };
}
