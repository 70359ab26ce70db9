import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import '../test-support/warm-chunks.ts';
import { readMarker } from '../browser/marker.ts';
import { uuid } from '../browser/uuid.ts';
import type { StorefrontChat } from '../loader/public-api.ts';
import { fakeServer } from '../test-support/fake-server.ts';
import { focused, leavePage, openPage, part } from '../test-support/open-page.ts';

const assets = '/widget/src/test-support/fake-chunks/*.ts';
let server: ReturnType<typeof fakeServer>;
let storeKey: string;

beforeEach(() => {
  storeKey = `store-${uuid()}`;
  server = fakeServer(storeKey);
  server.session = session({ hasConversation: true });
  window.fakeChat = {
    start: { state: 'ready', visitorToken: 'frame.t.x' },
    starts: [],
    isOpen: false,
    hasFocus: false,
    isThere: true,
  };
});
afterEach(() => {
  vi.useRealTimers();
  leavePage();
  vi.unstubAllGlobals();
  localStorage.clear();
  document.cookie = 'cw_conversation=; path=/; max-age=0';
});

function session({ hasConversation }: { hasConversation: boolean }) {
  return {
    state: 'ready',
    requestId: uuid(),
    visitorToken: 'server.t.x',
    baseUrl: 'https://chatwoot.example',
    websiteToken: 'token',
    hasConversation,
  } as const;
}

function press() {
  openPage({ storeKey, assets });
  part('.launcher')?.click();
}
/** At once: chat in these tests is there before a keyboard could be. */
function type(text: string) {
  const field = part<HTMLTextAreaElement>('textarea');
  if (field) field.value = text;
}
const chat = () => window.fakeChat;
const isBoxShown = () => part('.box')?.checkVisibility();
const chatIsReady = () => vi.waitFor(() => expect(chat().starts.length).toBeGreaterThan(0));
const aMoment = () => new Promise((resolve) => setTimeout(resolve, 100));

it('shows a returning visitor the chat, with the focus that the box had', async () => {
  press();
  await vi.waitFor(() => expect(chat().isOpen).toBe(true));
  expect(chat().hasFocus).toBe(true);
  expect(isBoxShown()).toBe(false);
  expect(part('.launcher')?.getAttribute('aria-expanded')).toBe('true');
});

it('takes no focus that is elsewhere', async () => {
  const search = document.createElement('input');
  document.body.append(search);
  press();
  search.focus();
  await vi.waitFor(() => expect(chat().isOpen).toBe(true));
  expect(chat().hasFocus).toBe(false);
  search.remove();
});

it('never takes a word away: text in the box keeps the box', async () => {
  press();
  type('Where is');
  await chatIsReady();
  await aMoment();
  expect(chat().isOpen).toBe(false);
  expect(focused()).toBe(part('textarea'));
});

it('keeps the box for somebody who has never written, until the first message is delivered', async () => {
  server.session = session({ hasConversation: false });
  press();
  await chatIsReady();
  await aMoment();
  expect(isBoxShown()).toBe(true);
  await userEvent.keyboard('Hello{Enter}');
  await vi.waitFor(() => expect(part('.message')?.textContent).toContain('Received'));
  expect(chat().isOpen).toBe(false);
  server.state = 'delivered';
  await vi.waitFor(() => expect(chat().isOpen).toBe(true));
  await vi.waitFor(() => expect(readMarker(storeKey)?.isPending).toBeUndefined());
});

it('fetches anew what came before it could hear, and opens then', async () => {
  server.session = session({ hasConversation: false });
  server.state = 'delivered';
  press();
  await chatIsReady();
  chat().misses = true;
  await userEvent.keyboard('Hello{Enter}');
  await vi.waitFor(() => expect(chat().isOpen).toBe(true));
  expect(chat().refreshes).toBe(1);
});

it('sends messages with the session of the page', async () => {
  server.session = session({ hasConversation: false });
  press();
  await chatIsReady();
  await aMoment();
  await userEvent.keyboard('Hello{Enter}');
  await vi.waitFor(() => expect(server.sent('/submissions')[0]?.body.visitorToken).toBe('frame.t.x'));
});

it('does not open over a box that was closed, but at the next press', async () => {
  press();
  part('.launcher')?.click();
  await chatIsReady();
  await aMoment();
  expect(chat().isOpen).toBe(false);
  part('.launcher')?.click();
  await vi.waitFor(() => expect(chat().isOpen).toBe(true));
  expect(isBoxShown()).toBe(false);
});

it('works the chat with the launcher from then on, and gets the focus back', async () => {
  press();
  await vi.waitFor(() => expect(chat().isOpen).toBe(true));
  part<HTMLTextAreaElement>('textarea')?.blur();
  chat().events?.onToggle(false);
  expect(focused()).toBe(part('.launcher'));
  part('.launcher')?.click();
  expect([chat().isOpen, isBoxShown()]).toEqual([true, false]);
  part('.launcher')?.click();
  expect([chat().isOpen, isBoxShown()]).toEqual([false, false]);
});

it('tells the page of one opening, though two things were opened', async () => {
  const heard: string[] = [];
  openPage({ storeKey, assets });
  const api = window.StorefrontChat as StorefrontChat;
  for (const name of ['ready', 'opened', 'closed'] as const) api.on(name, () => heard.push(name));
  api.open();
  await vi.waitFor(() => expect(chat().isOpen).toBe(true));
  api.close();
  await vi.waitFor(() => expect(heard).toEqual(['opened', 'ready', 'closed']));
});

it('shows what is unread on the launcher, and in its name', async () => {
  press();
  await vi.waitFor(() => expect(chat().isOpen).toBe(true));
  chat().events?.onUnread(2);
  expect(part('.badge')?.textContent).toBe('2');
  expect(part('.launcher')?.ariaLabel).toBe('Chat with us, 2 new messages');
  chat().events?.onUnread(0);
  expect(part('.badge')).toBeUndefined();
  expect(part('.launcher')?.ariaLabel).toBe('Chat with us');
});

it('stays, with a reference, when a message is not confirmed within ten seconds', async () => {
  press();
  type('Hello');
  await chatIsReady();
  await aMoment();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  await userEvent.keyboard('{Enter}');
  await vi.waitFor(() => expect(part('.message')?.textContent).toContain('Received'));
  expect(part('.message')?.textContent).not.toContain('K7Q-4TM');
  await vi.advanceTimersByTimeAsync(10_000);
  expect(part('.message')?.textContent).toContain('K7Q-4TM');
  server.state = 'delivered';
  await vi.advanceTimersByTimeAsync(10_000);
  await vi.waitFor(() => expect(part('.message')?.textContent).toContain('Delivered'));
  expect(chat().isOpen).toBe(false);
  part('.slot > div > .accent')?.click();
  expect(chat().isOpen).toBe(true);
});

/** Before the answer of our server is waited for no longer, which a keyboard cannot promise. */
function sendNow(text: string) {
  type(text);
  part<HTMLTextAreaElement>('textarea')?.form?.requestSubmit();
}

it('keeps an empty box when our server merely took too long', async () => {
  server.session = 'silence';
  press();
  await vi.waitFor(() => expect(chat().starts.length).toBe(1));
  await aMoment();
  expect(isBoxShown()).toBe(true);
});

it('stays with a chat that runs on a session of its own when the messages went there', async () => {
  server.session = 'silence';
  server.state = 'delivered';
  press();
  await vi.waitFor(() => expect(chat().starts.length).toBe(1));
  await aMoment();
  await userEvent.keyboard('Hello{Enter}');
  await vi.waitFor(() => expect(chat().isOpen).toBe(true));
  expect(server.sent('/submissions')[0]?.body.visitorToken).toBe('frame.t.x');
  expect(chat().starts.length).toBe(1);
});

it('looks for the messages that went out with an older session of this browser', async () => {
  document.cookie = 'cw_conversation=old.t.x; path=/';
  server.session = 'silence';
  press();
  sendNow('Hello');
  await vi.waitFor(() => expect(chat().starts.length).toBe(1));
  server.session = session({ hasConversation: true });
  server.state = 'delivered';
  await vi.waitFor(() => expect(chat().isOpen).toBe(true));
  expect(chat().starts.at(-1)).toMatchObject({ visitorToken: 'server.t.x' });
});

it('keeps the form while an address is being given, though chat has come', async () => {
  window.fakeChat.start = { state: 'failed', reason: 'timeout' };
  server.state = 'delivered';
  press();
  await vi.waitFor(() => expect(part('[role=status]')?.textContent).toContain('slow'));
  await userEvent.keyboard('Hello{Enter}');
  await vi.waitFor(() => expect(part('.message')?.textContent).toContain('Delivered'));
  await vi.waitFor(() => expect(part('#email')).toBeTruthy());
  part('#email')?.focus();
  await userEvent.keyboard('ann@mail');
  window.fakeChat.start = { state: 'ready', visitorToken: 'frame.t.x' };
  part('textarea')?.focus();
  dispatchEvent(new Event('online'));
  await vi.waitFor(() => expect(part('[role=status]')?.textContent).toBe(''));
  await aMoment();
  expect([chat().isOpen, part<HTMLInputElement>('#email')?.value]).toEqual([false, 'ann@mail']);
});

it('gives the box back when the page has thrown the chat away, and starts anew', async () => {
  press();
  await vi.waitFor(() => expect(chat().isOpen).toBe(true));
  chat().isThere = false;
  chat().isOpen = false;
  const api = window.StorefrontChat as StorefrontChat;
  api.close();
  await vi.waitFor(() => expect(chat().starts.length).toBe(2));
  expect(part('.launcher')?.ariaExpanded).toBe('false');
  chat().isThere = true;
  part('.launcher')?.click();
  await vi.waitFor(() => expect(chat().isOpen).toBe(true));
});

it('offers to go on in the chat only while nothing would be left behind in the box', async () => {
  press();
  type('Hello');
  await chatIsReady();
  await aMoment();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  await userEvent.keyboard('{Enter}');
  await vi.waitFor(() => expect(part('.message')?.textContent).toContain('Received'));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(part('.slot > div > .accent')).toBeTruthy();
  await userEvent.keyboard('H');
  await vi.waitFor(() => expect(part('.slot > div > .accent')).toBeUndefined());
});

it('shows the conversation that a message went to, when chat had to be started without our server', async () => {
  server.session = 'silence';
  press();
  sendNow('Hello');
  await vi.waitFor(() => expect(chat().starts).toMatchObject([{ visitorToken: undefined }]));
  expect(server.sent('/submissions')[0]?.body.visitorToken).toBeUndefined();
  server.session = session({ hasConversation: true });
  server.state = 'delivered';
  await vi.waitFor(() => expect(chat().isOpen).toBe(true));
  expect(chat().starts.at(-1)).toMatchObject({ visitorToken: 'server.t.x' });
});
