import { expect, it, vi } from 'vitest';
import { readMarker, writeMarker } from '../browser/marker.ts';
import { uuid } from '../browser/uuid.ts';
import { openMessageStore } from '../composer/message-store.ts';
import { takeDrafts } from '../composer/take-drafts.ts';
import { openPage, part } from '../test-support/open-page.ts';
import {
  aMoment,
  api,
  beSending,
  beTakenOver,
  beTyping,
  chat,
  composerHasCome,
  epoch,
  field,
  identify,
  lineComesBack,
  otherTab,
  press,
  proofFor,
  sessionOf,
  setStage,
  signOut,
  stage,
  visit,
} from '../test-support/widget-stage.ts';
import { epochKey } from './epoch.ts';

setStage();

const sessions = () => stage.server.sent('/chat-sessions').map(({ body }) => body);
const comeBack = () => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));

/** What this page hears when another tab signs out. */
function becomeAnother() {
  localStorage.setItem(epochKey(stage.storeKey), 'next');
  dispatchEvent(new StorageEvent('storage', { key: epochKey(stage.storeKey) }));
}

it('the next person asks for a session of their own, though a message of the one before still waits for its session', async () => {
  await beSending();
  await vi.waitFor(() => expect(readMarker(stage.storeKey)?.requestId).toBeTruthy());
  const ofAnn = readMarker(stage.storeKey)?.requestId;
  await signOut();
  chat().start = { state: 'ready', visitorToken: 'frame.t.x' };
  lineComesBack();
  await vi.waitFor(() => expect(sessions().length).toBeGreaterThan(1));
  expect(sessions().at(-1)?.requestId).not.toBe(ofAnn);
});

/** Opens a page whose composer takes its time. @returns lets it come */
function visitLate(): () => void {
  let come = () => {};
  window.composerMayCome = new Promise<void>((resolve) => {
    come = resolve;
  });
  // An address of its own, or the browser would have it from the test before.
  const assets = `/widget/src/test-support/late-chunks/*.ts?${stage.storeKey}`;
  openPage({ storeKey: stage.storeKey, assets, chatwoot: null });
  return come;
}

it('empties a box that no composer has come for yet, and what it was to send is not sent', async () => {
  writeMarker(stage.storeKey, { isOpen: true, isPending: true, text: 'Of Ann' });
  const come = visitLate();
  expect(field().value).toBe('Of Ann');
  field().form?.requestSubmit();
  await signOut();
  expect(readMarker(stage.storeKey)).toEqual({ isPending: true });
  come();
  await composerHasCome();
  await aMoment();
  expect([field().value, ...stage.server.texts()]).toEqual(['']);
});

it('no chat of the one before is opened when their session came before the composer', async () => {
  stage.server.session = sessionOf('of.ann.x');
  writeMarker(stage.storeKey, { isOpen: true, isPending: true });
  const come = visitLate();
  await vi.waitFor(() => expect(document.cookie).toContain('of.ann.x'));
  stage.server.session = sessionOf('of.nobody.x');
  await signOut();
  come();
  await vi.waitFor(() => expect(chat().isOpen).toBe(true));
  expect(chat().starts.map(({ visitorToken }) => visitorToken)).toEqual(['of.nobody.x']);
});

it('nor is it when they have signed out in another tab meanwhile', async () => {
  stage.server.session = sessionOf('of.ann.x');
  writeMarker(stage.storeKey, { isOpen: true, isPending: true });
  const come = visitLate();
  await vi.waitFor(() => expect(document.cookie).toContain('of.ann.x'));
  stage.server.session = sessionOf('of.nobody.x');
  becomeAnother();
  come();
  await vi.waitFor(() => expect(chat().isOpen).toBe(true));
  expect(chat().starts.map(({ visitorToken }) => visitorToken)).toEqual(['of.nobody.x']);
});

it('an answer for the one before that comes after the sign-out is thrown away', async () => {
  // Nobody gives up before this test is there.
  vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => new AbortController().signal);
  stage.server.session = sessionOf('of.ann.x');
  const store = `${location.origin}/v1/stores/${stage.storeKey}`;
  let letAsk = () => {};
  const isHeld = new Promise<void>((resolve) => {
    letAsk = resolve;
  });
  navigator.locks.request(store, () => isHeld);
  await press();
  await composerHasCome();
  api().close();
  await signOut();
  letAsk();
  await vi.waitFor(() => expect(sessions().length).toBe(1));
  await aMoment();
  expect(document.cookie).toBe('');
});

it('a page that is coming back when somebody signs out stays empty', async () => {
  await beTyping();
  dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
  await aMoment();
  // Another page has taken the draft, and left one of its own.
  await takeDrafts(stage.storeKey, '', {});
  await openMessageStore(stage.storeKey, '', 'gone').putDraft('Of Ann');
  const real = IDBObjectStore.prototype.delete;
  vi.spyOn(IDBObjectStore.prototype, 'delete').mockImplementation(function (this: IDBObjectStore, key) {
    if (!epoch()) becomeAnother();
    return real.call(this, key);
  });
  comeBack();
  await vi.waitFor(() => expect(epoch()).toBe('next'));
  await aMoment();
  expect(field().value).toBe('');
});

it('a page that was about to send for the one before leaves it to nobody', async () => {
  const body = { requestId: uuid(), sequence: 1, text: 'Hello', writtenAt: Date.now(), visitorToken: 'of.ann.x' };
  const message = { key: uuid(), body, state: 'kept', isStored: true, epoch: '' } as const;
  await openMessageStore(stage.storeKey).put(message);
  writeMarker(stage.storeKey, { isPending: true });
  const real = IDBObjectStore.prototype.getAll;
  vi.spyOn(IDBObjectStore.prototype, 'getAll').mockImplementation(function (this: IDBObjectStore) {
    if (!epoch()) becomeAnother();
    return real.call(this);
  });
  visit();
  await vi.waitFor(() => expect(stage.server.texts()).toEqual(['Hello']));
  await aMoment();
  const sent = stage.server.sent('/submissions').map(({ body }) => body.visitorToken);
  expect(sent).toEqual([undefined]);
});

it('a page that comes back after somebody signed out leaves no note of what was in its box', async () => {
  await beTyping('Of Ann');
  dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
  localStorage.setItem(epochKey(stage.storeKey), 'next');
  // Or the note would be taken away, with nothing left to be sent.
  await openMessageStore(stage.storeKey, 'next', 'elsewhere').putDraft('Of Bea');
  // In this order, as a browser does.
  document.dispatchEvent(new Event('visibilitychange'));
  comeBack();
  await aMoment();
  expect(JSON.stringify(readMarker(stage.storeKey))).not.toContain('Of Ann');
});

it('a shop that never proves anything does not hold up a sign-out', async () => {
  await beTyping();
  api().identify(() => new Promise(() => {}));
  await signOut();
  expect(field().value).toBe('');
});

it('a proof that comes after the sign-out signs nobody in', async () => {
  await beTyping();
  let prove: (jwt: string) => void = () => {};
  api().identify(
    () =>
      new Promise((resolve) => {
        prove = resolve;
      }),
  );
  await aMoment();
  api().signOut();
  await aMoment();
  prove(await proofFor('ann')());
  await vi.waitFor(() => expect(epoch()).toBeTruthy());
  await aMoment();
  expect(localStorage.getItem(`storefront-chat:${stage.storeKey}:person`)).toBeFalsy();
});

it('a proof of the one before is worth nothing once another tab has signed out', async () => {
  await beTakenOver();
  await identify('ann');
  const other = otherTab();
  other.storage.setItem(`storefront-chat:${stage.storeKey}:person`, '');
  other.storage.setItem(epochKey(stage.storeKey), 'next');
  await aMoment();
  const before = sessions().length;
  part('.launcher')?.click();
  await vi.waitFor(() => expect(sessions().length).toBe(before + 1));
  expect(sessions().at(-1)).not.toHaveProperty('jwt');
  other.close();
});

it('what was written before a sign-out says nothing about who wrote after it', async () => {
  await beTyping();
  await signOut();
  // Somebody writes in another tab, then Bea signs in here.
  const before = epoch();
  await identify('bea');
  expect(epoch()).not.toBe(before);
});

it('a tab follows when another one has wiped all that the shop stores', async () => {
  await beTyping();
  await identify('ann');
  await identify('bea');
  field().value = 'Of Bea';
  const other = otherTab();
  other.storage.clear();
  await vi.waitFor(() => expect(field().value).toBe(''));
  other.close();
});

it('nothing is thrown into a page that may not use locks', async () => {
  const thrown = vi.fn((event: PromiseRejectionEvent) => event.preventDefault());
  addEventListener('unhandledrejection', thrown);
  const denied = () => Promise.reject(new DOMException('denied', 'SecurityError'));
  vi.spyOn(navigator, 'locks', 'get').mockReturnValue({ request: denied, query: denied } as unknown as LockManager);
  await beTyping();
  expect([field().value, thrown.mock.calls]).toEqual(['Half a sen', []]);
  removeEventListener('unhandledrejection', thrown);
});
