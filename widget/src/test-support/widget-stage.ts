import { afterEach, beforeEach, expect, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import './warm-chunks.ts';
import { uuid } from '../browser/uuid.ts';
import { openMessageStore, openRecords } from '../composer/message-store.ts';
import { createPageHold } from '../composer/page-hold.ts';
import { epochKey } from '../identity/epoch.ts';
import type { StorefrontChat } from '../loader/public-api.ts';
import { fakeServer } from './fake-server.ts';
import { leavePage, openPage, part } from './open-page.ts';

/** A page with our widget, a server of ours and a chat, in a moment that something is about to disturb. */
export const stage = { storeKey: '', server: undefined as unknown as ReturnType<typeof fakeServer> };

/** Every test has a store and a visitor of its own. */
export function setStage(): void {
  beforeEach(() => {
    // The tests of another file, in the page before, may have answered late.
    forgetSession();
    stage.storeKey = `store-${uuid()}`;
    stage.server = fakeServer(stage.storeKey);
    stage.server.session = sessionOf();
    window.fakeChat = { start: chatIsUp, starts: [], isOpen: false, hasFocus: false, isThere: true };
  });
  afterEach(() => {
    (window.StorefrontChat as StorefrontChat | undefined)?.shutdown();
    leavePage();
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
    localStorage.clear();
    sessionStorage.clear();
    forgetSession();
  });
}

function forgetSession() {
  document.cookie = 'cw_conversation=; path=/; max-age=0';
}

export const chatIsUp = { state: 'ready', visitorToken: 'frame.t.x' } as const;
export const chatIsGone = { state: 'failed', reason: 'timeout' } as const;

export function sessionOf(visitorToken = 'server.t.x') {
  const address = { baseUrl: 'https://chatwoot.example', websiteToken: 'token' };
  return { state: 'ready', requestId: uuid(), visitorToken, hasConversation: true, ...address } as const;
}

export const visit = () => openPage({ storeKey: stage.storeKey, assets: '/widget/src/test-support/fake-chunks/*.ts' });
export const field = () => part<HTMLTextAreaElement>('textarea') as HTMLTextAreaElement;
export const messageShown = () => part('.message')?.textContent ?? '';
export const chat = () => window.fakeChat;
export const api = () => window.StorefrontChat as StorefrontChat;
export const composerHasCome = () => vi.waitFor(() => expect(part('[role=log]')).toBeTruthy());
export const aMoment = () => new Promise((resolve) => setTimeout(resolve, 150));

export async function press() {
  visit();
  part('.launcher')?.click();
}

/** Half a sentence is in the box, and in the database. */
export async function beTyping(text = 'Half a sen') {
  press();
  // Before chat can take the place of an empty box.
  field().value = text;
  field().dispatchEvent(new Event('input'));
  await composerHasCome();
  field().dispatchEvent(new Event('input'));
  await vi.waitFor(() => expect(chat().starts.length + (stage.server.trouble ? 1 : 0)).toBeGreaterThan(0));
  const { read } = openRecords(stage.storeKey);
  await vi.waitFor(async () => expect(await read((records) => records.getAll())).toContain(text));
  await aMoment();
}

/** A message is in this browser only: the line to our server is cut. */
export async function beSending(text = 'Hello') {
  stage.server.trouble = 'down';
  window.fakeChat.start = chatIsGone;
  press();
  await composerHasCome();
  await aMoment();
  await userEvent.keyboard(`${text}{Enter}`);
  await vi.waitFor(() => expect(messageShown()).toContain('Kept on this device'));
}

/** Chat has just taken the place of the box. */
export async function beTakenOver() {
  press();
  await vi.waitFor(() => expect(chat().isOpen).toBe(true));
}

export function lineComesBack() {
  stage.server.trouble = undefined;
  dispatchEvent(new Event('online'));
}

/** As the shop's backend proves who is signed in. */
export const proofFor = (sub: string) => async () => `x.${btoa(JSON.stringify({ sub }))}.y`;

/** Resolves when the call has had its effect. */
export async function identify(sub: string) {
  api().identify(proofFor(sub));
  await vi.waitFor(() => expect(localStorage.getItem(`storefront-chat:${stage.storeKey}:person`)).toBeTruthy());
  await aMoment();
}

export async function signOut() {
  const before = epoch();
  api().signOut();
  await vi.waitFor(() => expect(epoch()).not.toBe(before));
  await aMoment();
}

export const epoch = () => localStorage.getItem(epochKey(stage.storeKey));

/** Another tab of the same shop: it shares storage with this one, and its changes are told here as a tab's are. */
export function otherTab() {
  const hold = createPageHold(stage.storeKey);
  hold.hold();
  const frame = document.createElement('iframe');
  document.body.append(frame);
  return {
    database: openMessageStore(stage.storeKey, '', hold.id),
    storage: (frame.contentWindow as Window).localStorage,
    close() {
      hold.letGo();
      frame.remove();
    },
  };
}
