import { expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { part } from '../test-support/open-page.ts';
import {
  aMoment,
  api,
  beTakenOver,
  beTyping,
  chat,
  composerHasCome,
  epoch,
  field,
  identify,
  otherTab,
  proofFor,
  sessionOf,
  setStage,
  stage,
  visit,
} from '../test-support/widget-stage.ts';
import { epochKey } from './epoch.ts';
import { noteWriting } from './last-written.ts';
import { personOf } from './period-store.ts';

setStage();

const sessions = () => stage.server.sent('/chat-sessions').map(({ body }) => body);
const verified = (visitorToken: string) => ({ ...sessionOf(visitorToken), identity: 'verified' }) as const;

/** What the page is told from now on. */
function outcomes() {
  const told: string[] = [];
  api().on('identified', (outcome) => told.push(outcome));
  return told;
}

it('who signs in while chat is there has it asked for anew, with the proof, and in its place', async () => {
  chat().start = { state: 'ready', visitorToken: 'server.t.x' };
  await beTakenOver();
  noteWriting(stage.storeKey);
  const told = outcomes();
  stage.server.session = verified('of.ann.x');
  const before = epoch() ?? '';
  await identify('ann');
  await vi.waitFor(() => expect(chat().starts.length).toBe(2));
  const [first, second] = sessions();
  expect(first).not.toHaveProperty('jwt');
  expect(second).toMatchObject({ jwt: await proofFor('ann')(), visitorToken: 'server.t.x' });
  expect(second?.requestId).not.toBe(first?.requestId);
  await vi.waitFor(() => expect([chat().isOpen, epoch()]).toEqual([true, before]));
  expect([chat().starts[1]?.visitorToken, ...told]).toEqual(['of.ann.x', 'verified']);
});

it('what is in the box stays when its writer signs in', async () => {
  await beTyping('Half a sen');
  stage.server.session = verified('of.ann.x');
  await identify('ann');
  await vi.waitFor(() => expect(sessions().length).toBe(2));
  await aMoment();
  await userEvent.type(field(), 'tence');
  expect(field().value).toBe('Half a sentence');
  await userEvent.keyboard('{Enter}');
  await vi.waitFor(() => expect(stage.server.texts()).toEqual(['Half a sentence']));
  expect(stage.server.sent('/submissions')[0]?.body.requestId).toBe(sessions()[1]?.requestId);
});

it('who has not written for long has a chat of their own asked for, and no part in the one that was there', async () => {
  await beTakenOver();
  stage.server.session = verified('of.ann.x');
  const before = epoch();
  await identify('ann');
  await vi.waitFor(() => expect(sessions().length).toBe(2));
  expect(sessions()[1]).toMatchObject({ jwt: await proofFor('ann')() });
  expect(sessions()[1]).not.toHaveProperty('visitorToken');
  expect([chat().isOpen, epoch() === before]).toEqual([false, false]);
});

it('once is enough, however often the page says who is signed in', async () => {
  await beTakenOver();
  noteWriting(stage.storeKey);
  stage.server.session = verified('of.ann.x');
  await identify('ann');
  await vi.waitFor(() => expect(sessions().length).toBe(2));
  await identify('ann');
  await identify('ann');
  await vi.waitFor(() => expect([sessions().length, chat().isOpen]).toEqual([2, true]));
});

it('a press waits a moment for a proof that is on its way, and then nothing is asked for twice', async () => {
  // The moment lasts as long as this test wants.
  vi.spyOn(Date, 'now').mockReturnValue(Date.now());
  visit();
  let times = 0;
  let prove = () => {};
  const asked = new Promise<void>((resolve) => {
    api().identify(async () => {
      times++;
      resolve();
      await new Promise<void>((come) => {
        prove = come;
      });
      return proofFor('ann')();
    });
  });
  await asked;
  stage.server.session = verified('of.ann.x');
  part('.launcher')?.click();
  await composerHasCome();
  await aMoment();
  expect(sessions()).toEqual([]);
  prove();
  await vi.waitFor(() => expect(chat().isOpen).toBe(true));
  // The question of before the proof is given up, once it looks again.
  await aMoment();
  expect(sessions()).toEqual([expect.objectContaining({ jwt: await proofFor('ann')() })]);
  expect(times).toBe(1);
});

it.each<[string, () => Promise<string>, 'refused' | undefined, string]>([
  ['whose proof our server does not take', proofFor('ann'), 'refused', 'refused'],
  ['for whom the shop has no proof', () => Promise.reject(Error('401')), undefined, 'no-proof'],
  ['for whom the shop answers nonsense', async () => '<html>', undefined, 'no-proof'],
])('a customer %s stays anonymous, and the page is told', async (_, prove, identity, outcome) => {
  vi.spyOn(console, 'warn').mockImplementation(() => {});
  visit();
  const told = outcomes();
  api().identify(prove);
  await aMoment();
  stage.server.session = { ...sessionOf('of.nobody.x'), ...(identity && { identity }) };
  part('.launcher')?.click();
  await vi.waitFor(() => expect(chat().isOpen).toBe(true));
  expect(told).toEqual([outcome]);
});

it('nobody is told anything where nobody is said to be signed in', async () => {
  visit();
  const told = outcomes();
  part('.launcher')?.click();
  await vi.waitFor(() => expect(chat().isOpen).toBe(true));
  expect(told).toEqual([]);
});

it('after another has signed in in another tab the shop is asked again, and only their proof goes out', async () => {
  await beTakenOver();
  let signedIn = 'ann';
  api().identify(() => proofFor(signedIn)());
  await vi.waitFor(() => expect(sessions().at(-1)?.jwt).toBeTruthy());
  const other = otherTab();
  signedIn = 'bea';
  other.storage.setItem(`storefront-chat:${stage.storeKey}:person`, await personOf(stage.storeKey, 'bea'));
  other.storage.setItem(epochKey(stage.storeKey), 'of bea');
  const ofBea = await proofFor('bea')();
  await vi.waitFor(() => expect(sessions().at(-1)?.jwt).toBe(ofBea));
  const before = sessions().length;
  // The shop goes on saying Bea, but this browser is Cleo's by now: nothing says who is before it.
  other.storage.setItem(`storefront-chat:${stage.storeKey}:person`, await personOf(stage.storeKey, 'cleo'));
  other.storage.setItem(epochKey(stage.storeKey), 'of cleo');
  await vi.waitFor(() => expect(sessions().length).toBe(before + 1));
  expect(sessions().at(-1)).not.toHaveProperty('jwt');
  other.close();
});
