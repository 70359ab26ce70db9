/** For tests: the stand-in with one store, a shop page of another site that carries its widget, and a browser. */
import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type FrameLocator, type Page } from 'playwright-core';
import { browserArgs, findBrowser } from '../../../scripts/find-browser.ts';
import { storyPatienceMs } from '../../../scripts/story-patience.ts';
import { freePort } from '../../free-port.ts';
import { type RunningChatwoot, startChatwoot } from '../start-chatwoot.ts';

export interface TestStand {
  /** A new browser, on the shop's page, once the widget is ready. */
  openShop(): Promise<ShopVisit>;
  shopUrl(query?: string): string;
  newPage(): Promise<Page>;
  /** A new browser, signed in at the desk through a login link; its sockets are in `window.sockets`. */
  openDesk(): Promise<Page>;
  /** The conversation whose last message says this. */
  findConversation(lastMessage: string): Promise<ListedConversation | undefined>;
  answerAsAgent(conversationId: number, content: string): Promise<void>;
  /** As an administrator would in the inbox's settings. */
  updateInbox(change: object): Promise<void>;
  closePages(): Promise<void>;
  close(): Promise<void>;
}

export interface ShopVisit {
  page: Page;
  widget: FrameLocator;
}

interface ListedConversation {
  id: number;
  custom_attributes: object;
  last_non_activity_message: { content: string } | null;
}

const platformToken = 'a-platform-token-for-this-test';
const browserFiles =
  process.env.CHATWOOT_BROWSER_FILES ?? fileURLToPath(new URL('../../../dist/browser/demo', import.meta.url));

export async function openTestStand(): Promise<TestStand> {
  if (!existsSync(`${browserFiles}/frame.js`)) {
    throw new Error('The demo pages are not built. Run `npm run build:browser` first.');
  }
  // Login links name it.
  const port = await freePort();
  const publicUrl = `http://127.0.0.1:${port}`;
  const chatwoot = await startChatwoot({ port, publicUrl, platformToken, browserFiles });
  const store = await setUpStore(chatwoot);
  const shop = await startShop(chatwoot, store.websiteToken);
  const browser = await launchBrowser();
  const conversations = `/api/v1/accounts/${store.accountId}/conversations`;

  async function newPage(): Promise<Page> {
    const page = await (await browser.newContext()).newPage();
    page.setDefaultTimeout(storyPatienceMs);
    return page;
  }
  // `localhost` beside 127.0.0.1: shop and Chatwoot are two sites, as in real life.
  const shopUrl = (query = '') => `http://localhost:${(shop.address() as AddressInfo).port}/${query}`;

  return {
    newPage,
    shopUrl,
    openShop: async () => {
      const page = await newPage();
      await page.goto(shopUrl());
      await page.waitForFunction('window.isReady');
      return { page, widget: widgetOf(page) };
    },
    openDesk: async () => {
      const path = `/platform/api/v1/users/${store.agentId}/login`;
      const { url } = await call<{ url: string }>(chatwoot, 'GET', path, platformToken);
      const desk = await newPage();
      await desk.addInitScript(rememberSockets);
      await desk.goto(url);
      await desk.getByRole('navigation', { name: 'Conversations' }).waitFor();
      return desk;
    },
    findConversation: async (lastMessage) => {
      const path = `${conversations}?status=all`;
      const { data } = await call<{ data: { payload: ListedConversation[] } }>(chatwoot, 'GET', path, store.agentToken);
      return data.payload.find((conversation) => conversation.last_non_activity_message?.content === lastMessage);
    },
    answerAsAgent: (id, content) =>
      call(chatwoot, 'POST', `${conversations}/${id}/messages`, store.agentToken, { content }),
    updateInbox: (change) => {
      const path = `/api/v1/accounts/${store.accountId}/inboxes/${store.inboxId}`;
      return call(chatwoot, 'PATCH', path, store.agentToken, change);
    },
    closePages: async () => {
      await Promise.all(browser.contexts().map((context) => context.close()));
    },
    close: async () => {
      await browser.close();
      shop.close();
      shop.closeAllConnections();
      await chatwoot.stop();
    },
  };
}

export function widgetOf(page: Page): FrameLocator {
  return page.frameLocator('#chatwoot_live_chat_widget');
}

export async function startConversation({ page, widget }: ShopVisit, firstMessage: string): Promise<void> {
  await page.evaluate("window.$chatwoot.toggle('open')");
  await widget.getByRole('button', { name: 'Start Conversation' }).click();
  await say({ widget }, firstMessage);
}

export async function say({ widget }: Pick<ShopVisit, 'widget'>, text: string): Promise<void> {
  await widget.getByRole('textbox', { name: 'Type your message' }).fill(text);
  await widget.getByRole('button', { name: 'Send message' }).click();
}

const rememberSockets = `
  window.sockets = [];
  window.WebSocket = class extends WebSocket {
    constructor(...given) {
      super(...given);
      sockets.push(this);
    }
  };
`;

/** The official snippet, and what a test may want to do at its moments: `?openAtReady`, `?earlyUser`. */
async function startShop(chatwoot: RunningChatwoot, websiteToken: string): Promise<Server> {
  const location = JSON.stringify({ websiteToken, baseUrl: chatwoot.url });
  const page = `<!doctype html><title>A shop</title><body><h1>A shop</h1><script>
    window.errors = [];
    addEventListener('chatwoot:error', ({ detail }) => errors.push(detail));
    addEventListener('chatwoot:ready', () => {
      window.isReady = true;
      if (location.search.includes('openAtReady')) $chatwoot.toggle('open');
    });
    const script = document.createElement('script');
    script.src = '${chatwoot.url}/packs/js/sdk.js';
    script.onload = () => {
      chatwootSDK.run(${location});
      if (location.search.includes('earlyUser')) $chatwoot.setUser('early', { name: 'Early Bird' });
    };
    document.body.appendChild(script);
  </script>`;
  const shop = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(page);
  });
  await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve));
  return shop;
}

function launchBrowser(): Promise<Browser> {
  const { executablePath, env } = findBrowser();
  return chromium.launch({
    executablePath,
    args: browserArgs,
    env: { ...process.env, ...env } as Record<string, string>,
  });
}

async function setUpStore(chatwoot: RunningChatwoot) {
  const create = <Created>(path: string, token: string, body: object) =>
    call<Created>(chatwoot, 'POST', path, token, body);
  const account = await create<{ id: number }>('/platform/api/v1/accounts', platformToken, { name: 'Fern & Field' });
  const agent = await create<{ id: number; access_token: string }>('/platform/api/v1/users', platformToken, {
    name: 'Ana Admin',
    email: 'ana@example.com',
    password: 'Password-1!',
  });
  const membership = { user_id: agent.id, role: 'administrator' };
  await create(`/platform/api/v1/accounts/${account.id}/account_users`, platformToken, membership);
  const inbox = await create<{ id: number; website_token: string }>(
    `/api/v1/accounts/${account.id}/inboxes`,
    agent.access_token,
    {
      name: 'Fern & Field',
      enable_email_collect: false,
      channel: {
        type: 'web_widget',
        website_url: 'http://localhost',
        welcome_title: 'Hi there',
        widget_color: '#2f6f4f',
      },
    },
  );
  return {
    accountId: account.id,
    inboxId: inbox.id,
    websiteToken: inbox.website_token,
    agentId: agent.id,
    agentToken: agent.access_token,
  };
}

async function call<Answer>(
  chatwoot: RunningChatwoot,
  method: string,
  path: string,
  token: string,
  body?: object,
): Promise<Answer> {
  const response = await fetch(`${chatwoot.url}${path}`, {
    method,
    headers: { 'content-type': 'application/json', 'api-access-token': token },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as Answer;
}
