import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { StoreSettings } from '../../../contract/settings.ts';
import { base64url } from '../browser/base64url.ts';
import { type Marker, writeMarker } from '../browser/marker.ts';
import { openMessageStore } from '../composer/message-store.ts';
import { noteSession } from '../session/session-note.ts';
import { openPage, part } from '../test-support/open-page.ts';
import {
  aMoment,
  api,
  chat,
  composerHasCome,
  epoch,
  field,
  proofFor,
  sessionOf,
  setStage,
  stage,
} from '../test-support/widget-stage.ts';
import { personOf, readPeriod, writePeriod } from './period-store.ts';

setStage();

/** The shop's own address that says who is signed in. */
const shop = {
  questions: [] as URL[],
  answer: async (): Promise<Response> => new Response(null, { status: 204 }),
};
const nobody = shop.answer;
const signedIn = (sub: string) => async () => new Response(await proofFor(sub)());

let warn: ReturnType<typeof vi.spyOn>;
beforeEach(() => {
  // A shop that takes too long is not waited for: here the clock stands still, however busy the machine is.
  vi.spyOn(Date, 'now').mockReturnValue(Date.now());
  shop.questions = [];
  shop.answer = nobody;
  window.composerMayCome = Promise.resolve();
  window.callsMayCome = undefined;
  warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const others = fetch;
  vi.stubGlobal('fetch', (url: string, init?: RequestInit) => {
    const address = new URL(url, location.href);
    if (address.pathname !== '/who') return others(url, init);
    expect(init).toEqual({ cache: 'no-store' });
    shop.questions.push(address);
    return shop.answer();
  });
});
afterEach(() => {
  for (const script of document.querySelectorAll('script[data-proof]')) script.remove();
});

const sessions = () => stage.server.sent('/chat-sessions').map(({ body }) => body);
const aSession = () => vi.waitFor(() => expect(sessions().length).toBeGreaterThan(0));

/** A page that names the address, with chunks of its own: the real bridge takes part in the press. */
function visitShop(settings: Partial<StoreSettings> = {}, block: Record<string, string> = { storefrontChat: 'page' }) {
  const script = document.createElement('script');
  script.type = 'application/json';
  Object.assign(script.dataset, { proof: '/who', ...block });
  document.head.append(script);
  const assets = `/widget/src/test-support/late-chunks/*.ts?${stage.storeKey}`;
  openPage({ storeKey: stage.storeKey, assets, chatwoot: null, ...settings });
}

function pressHere() {
  part('.launcher')?.click();
}

/** Holds the shop's answer back. @returns lets it come */
function letShopThink(answer = nobody): () => void {
  let come = () => {};
  const isHeld = new Promise<void>((resolve) => {
    come = resolve;
  });
  shop.answer = () => isHeld.then(answer);
  return come;
}

const shopIsAsked = () => vi.waitFor(() => expect(shop.questions.length).toBe(1));

/** Ann was signed in on an earlier page, wrote there, and left half a sentence. */
async function annWasHere(note: Marker = {}) {
  writePeriod(stage.storeKey, { epoch: 'of-ann', person: await personOf(stage.storeKey, 'ann') });
  document.cookie = 'cw_conversation=of.ann.x; path=/';
  noteSession(stage.storeKey, 'of.ann.x');
  await openMessageStore(stage.storeKey, 'of-ann', 'gone').putDraft('Stored of Ann');
  writeMarker(stage.storeKey, { isPending: true, ...note });
}

/** Every word that is stored for anybody. */
async function stored() {
  const database = openMessageStore(stage.storeKey, epoch() ?? '', 'looker');
  return { isEmpty: await database.isEmpty(), marker: localStorage.getItem(`storefront-chat:${stage.storeKey}`) };
}

it('the shop is asked at the press and not before, and the session carries its proof', async () => {
  shop.answer = signedIn('ann');
  visitShop();
  part('.launcher')?.dispatchEvent(new PointerEvent('pointerenter'));
  part('.launcher')?.focus();
  await aMoment();
  expect([shop.questions, stage.server.calls]).toEqual([[], []]);
  pressHere();
  await aSession();
  const [asked] = shop.questions;
  expect(sessions()).toEqual([expect.objectContaining({ jwt: await proofFor('ann')() })]);
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`${sessions()[0]?.verifier}`));
  const challenge = base64url(new Uint8Array(digest));
  expect(asked?.search).toBe(`?challenge=${challenge}`);
  expect(shop.questions).toHaveLength(1);
});

it.each(['/who?action=prove', '/who'])('whatever else stands in the address %s goes along', async (proof) => {
  visitShop({}, { proof });
  pressHere();
  await shopIsAsked();
  expect(shop.questions[0]?.searchParams.get('action')).toBe(proof.includes('?') ? 'prove' : null);
  expect(shop.questions[0]?.searchParams.get('challenge')).toHaveLength(43);
});

it('the proof may come as JSON', async () => {
  const jwt = await proofFor('ann')();
  shop.answer = async () => Response.json({ jwt });
  visitShop();
  pressHere();
  await aSession();
  expect(sessions()[0]?.jwt).toBe(jwt);
});

it.each([
  ['of the settings', { storefrontChat: 'settings' }],
  ['of the page', { storefrontChat: 'page' }],
  ['that is our tag', {}],
])('the address may stand on the block %s', async (_, block) => {
  visitShop({}, block);
  pressHere();
  await shopIsAsked();
});

it('a page that says itself who is signed in is waited for, and its shop is not asked once more', async () => {
  let come = () => {};
  window.callsMayCome = new Promise<void>((resolve) => {
    come = resolve;
  });
  visitShop();
  api().identify(proofFor('ann'));
  pressHere();
  await aMoment();
  expect(sessions()).toEqual([]);
  come();
  await aSession();
  expect(sessions()).toEqual([expect.objectContaining({ jwt: await proofFor('ann')() })]);
  expect(shop.questions).toEqual([]);
});

it('where nobody is signed in the visitor chats as one, and nothing is said of it', async () => {
  visitShop();
  pressHere();
  await vi.waitFor(() => expect(chat().isOpen).toBe(true));
  expect(sessions()).toEqual([expect.not.objectContaining({ jwt: expect.anything() })]);
  expect(warn).not.toHaveBeenCalled();
  expect(epoch()).toBeNull();
});

it('a conversation that is found again without a press is asked for with a proof, too', async () => {
  // Where traffic is dear it would wait for a press.
  vi.spyOn(navigator as { connection?: object }, 'connection', 'get').mockReturnValue({});
  // A browser that runs other tests beside this one is never idle.
  vi.spyOn(window, 'requestIdleCallback').mockImplementation((run) => Number(setTimeout(run)));
  shop.answer = signedIn('ann');
  writeMarker(stage.storeKey, { talkedAt: Date.now() });
  visitShop();
  await aSession();
  expect(shop.questions).toHaveLength(1);
});

describe('when nobody is signed in where somebody was', () => {
  it('their drafts, messages and session leave this browser, and the chat is another’s', async () => {
    await annWasHere({ text: 'Of Ann' });
    stage.server.session = sessionOf('of.nobody.x');
    visitShop();
    pressHere();
    await vi.waitFor(() => expect(chat().isOpen).toBe(true));
    expect(chat().starts.map(({ visitorToken }) => visitorToken)).toEqual(['of.nobody.x']);
    expect(sessions().at(-1)).not.toHaveProperty('visitorToken');
    expect(document.cookie).not.toContain('of.ann');
    expect([field().value, readPeriod(stage.storeKey).person || 'nobody']).toEqual(['', 'nobody']);
    expect(epoch()).not.toBe('of-ann');
    await vi.waitFor(async () => expect((await stored()).isEmpty).toBe(true));
    expect((await stored()).marker ?? '').not.toContain('Of Ann');
    expect(warn).not.toHaveBeenCalled();
  });

  it('nothing stored of theirs is shown while the shop is being asked', async () => {
    await annWasHere({ isOpen: true });
    const answer = letShopThink();
    visitShop();
    await composerHasCome();
    await shopIsAsked();
    await aMoment();
    expect(field().value).toBe('');
    answer();
    await vi.waitFor(() => expect(epoch()).not.toBe('of-ann'));
    await aMoment();
    expect(field().value).toBe('');
  });

  it.each([
    ['before the composer has come', true],
    ['in the composer', false],
  ])('what has been typed here since the press stays, without what an earlier page had left: %s', async (_, isLate) => {
    await annWasHere({ text: 'Of Ann' });
    let come = () => {};
    if (isLate)
      window.composerMayCome = new Promise<void>((resolve) => {
        come = resolve;
      });
    const answer = letShopThink();
    visitShop();
    // A page with a draft has its composer come by itself.
    if (!isLate) await composerHasCome();
    pressHere();
    await shopIsAsked();
    await userEvent.keyboard(' And mine');
    answer();
    await vi.waitFor(() => expect(epoch()).not.toBe('of-ann'));
    come();
    await composerHasCome();
    await aMoment();
    await userEvent.keyboard(', all of it');
    expect(field().value).toBe('And mine, all of it');
  });

  it('what has been sent here since the press is sent once, in the session of who sent it', async () => {
    writePeriod(stage.storeKey, { epoch: 'of-ann', person: await personOf(stage.storeKey, 'ann') });
    stage.server.session = sessionOf('of.nobody.x');
    const answer = letShopThink();
    visitShop();
    pressHere();
    await composerHasCome();
    await shopIsAsked();
    await userEvent.keyboard('Hi{Enter}');
    await aMoment();
    expect(stage.server.texts()).toEqual([]);
    answer();
    await vi.waitFor(() => expect(stage.server.texts()).toEqual(['Hi']));
    const ids = [...stage.server.sent('/submissions'), ...stage.server.sent('/chat-sessions')];
    expect(new Set(ids.map(({ body }) => body.requestId)).size).toBe(1);
    expect(field().value).toBe('');
  });

  it('a shop that takes too long is not waited for, and what it says then takes no word away', async () => {
    vi.mocked(Date.now).mockRestore();
    writePeriod(stage.storeKey, { epoch: 'of-ann', person: await personOf(stage.storeKey, 'ann') });
    const answer = letShopThink();
    visitShop();
    const pressedAt = performance.now();
    pressHere();
    await userEvent.keyboard('Half a sen');
    await aSession();
    const waitedMs = performance.now() - pressedAt;
    expect(waitedMs).toBeGreaterThan(1400);
    expect(sessions()[0]).not.toHaveProperty('jwt');
    await aMoment();
    answer();
    await vi.waitFor(() => expect(epoch()).not.toBe('of-ann'));
    await userEvent.keyboard('tence');
    await aMoment();
    expect(field().value).toBe('Half a sentence');
  });
});

it.each([
  ['before the composer has come', true],
  ['in the composer', false],
])('a customer who types while their shop is asked loses no letter: %s', async (_, isLate) => {
  let come = () => {};
  if (isLate)
    window.composerMayCome = new Promise<void>((resolve) => {
      come = resolve;
    });
  const answer = letShopThink(signedIn('ann'));
  visitShop();
  pressHere();
  if (!isLate) await composerHasCome();
  await shopIsAsked();
  await userEvent.keyboard('Where is ');
  answer();
  await vi.waitFor(() => expect(readPeriod(stage.storeKey).person).toBeTruthy());
  await userEvent.keyboard('my order?');
  come();
  await composerHasCome();
  await vi.waitFor(async () => expect(sessions().at(-1)?.jwt).toBe(await proofFor('ann')()));
  expect(field().value).toBe('Where is my order?');
});

describe('a shop that cannot say makes nobody wait for long', () => {
  const elsewhere = () => Promise.reject(new TypeError('Failed to fetch'));
  it.each<[string, () => Promise<Response>]>([
    ['answers with an error', async () => new Response('Oh', { status: 500 })],
    ['answers 401', async () => new Response('No', { status: 401 })],
    ['answers with its password page', async () => new Response('<!doctype html><title>Shop</title>')],
    ['answers with garbage', async () => new Response('{"jwt":7}')],
    ['answers with half a JSON', async () => new Response('{"jwt":')],
    ['sends us to another origin', elsewhere],
  ])('%s', async (_, answer) => {
    shop.answer = answer;
    visitShop();
    const told: string[] = [];
    api().on('identified', (outcome) => told.push(outcome));
    pressHere();
    await vi.waitFor(() => expect(chat().isOpen).toBe(true));
    expect(sessions()).toEqual([expect.not.objectContaining({ jwt: expect.anything() })]);
    await vi.waitFor(() => expect(told).toEqual(['no-proof']));
    expect(warn.mock.calls).toHaveLength(1);
    expect(`${warn.mock.calls[0]}`).toMatch(/^storefront-chat: identify:/);
  });
});

describe('what the page says itself counts', () => {
  it('the shop is not asked where the page has said who is signed in', async () => {
    visitShop();
    api().identify(proofFor('bea'));
    await vi.waitFor(() => expect(readPeriod(stage.storeKey).person).toBeTruthy());
    pressHere();
    await aSession();
    expect(shop.questions).toEqual([]);
    expect(sessions()[0]?.jwt).toBe(await proofFor('bea')());
  });

  it('nor does its answer count where the page says so in the moment of the press', async () => {
    visitShop();
    api().identify(proofFor('bea'));
    pressHere();
    await vi.waitFor(() => expect(chat().isOpen).toBe(true));
    await aMoment();
    const ofBea = await proofFor('bea')();
    expect(sessions().map(({ jwt }) => jwt)).toEqual([ofBea]);
    expect(readPeriod(stage.storeKey).person).toBe(await personOf(stage.storeKey, 'bea'));
  });

  it('nobody waits for an answer that would not count, where the page has asked in vain', async () => {
    visitShop();
    api().identify(() => Promise.reject(Error('out of order')));
    await vi.waitFor(() => expect(warn).toHaveBeenCalledOnce());
    letShopThink();
    pressHere();
    await vi.waitFor(() => expect(chat().isOpen).toBe(true));
    expect(sessions()).toEqual([expect.not.objectContaining({ jwt: expect.anything() })]);
  });

  it('who signs out while the shop is being asked is signed out', async () => {
    const answer = letShopThink(signedIn('ann'));
    visitShop();
    pressHere();
    await shopIsAsked();
    await aMoment();
    api().signOut();
    await vi.waitFor(() => expect(epoch()).toBeTruthy());
    answer();
    await aMoment();
    expect(readPeriod(stage.storeKey).person).toBeFalsy();
  });
});

describe('on a page with the contact form in the place of chat', () => {
  it('no session is asked for where nobody is signed in', async () => {
    visitShop({ chat: false });
    pressHere();
    await shopIsAsked();
    await composerHasCome();
    await aMoment();
    expect(sessions()).toEqual([]);
  });

  it('what a customer writes is theirs', async () => {
    shop.answer = signedIn('ann');
    visitShop({ chat: false });
    pressHere();
    await aSession();
    expect(sessions()).toEqual([expect.objectContaining({ jwt: await proofFor('ann')() })]);
  });
});
