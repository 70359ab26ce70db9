import { afterAll, beforeAll, expect, it } from 'vitest';
import { ownerOn } from '../self-test/owner-on.ts';
import { expectNothingOf } from './expect-nothing-of.ts';
import { type OneComputer, startOneComputer } from './one-computer.ts';

let computer: OneComputer;
beforeAll(async () => {
  computer = await startOneComputer(['going-on', 'in-chat', 'starting-clean', 'self-test']);
});
afterAll(() => computer.stop());

it('who signs in on a page where they are chatting goes on in that chat, known to the agents', async () => {
  const { desk } = computer;
  computer.session(undefined);
  const jane = await computer.visit('going-on');
  await jane.chat('I have a question');
  expect(await desk.writerOf('I have a question')).toMatchObject({ isVerified: false });
  computer.session('Jane');
  await jane.identify();
  await expect.poll(jane.outcomes).toEqual(['verified']);
  // The same conversation, in a frame that was built anew, and is open as it was.
  await jane.readsInChat('I have a question');
  await jane.chat('It is about my order');
  const [before, after] = [await desk.writerOf('I have a question'), await desk.writerOf('It is about my order')];
  expect(after).toEqual({ ...before, isVerified: true });
  await desk.reply('It is about my order', 'We know you now.');
  await jane.readsInChat('We know you now.');
  await jane.follow('Teapot');
  await jane.chat('On the next page');
  expect(await desk.writerOf('On the next page')).toEqual(after);
  await jane.page.close();
});

it('what is written in the chat itself counts as written in this tab', async () => {
  const { desk } = computer;
  computer.session(undefined);
  const earlier = await computer.visit('in-chat');
  await earlier.chat('Written yesterday');
  await earlier.page.close();
  const jane = await computer.visit('in-chat');
  await jane.openBox();
  await jane.readsInChat('Written yesterday');
  await jane.chat('Written in the chat');
  // Chatwoot tells it by its socket, after it is seen.
  await jane.page.waitForFunction(() => sessionStorage.getItem('storefront-chat:demo:written'));
  computer.session('Jane');
  await jane.identify();
  await expect.poll(jane.outcomes).toEqual(['verified']);
  const [before, after] = await Promise.all(['Written yesterday', 'Written in the chat'].map(desk.writerOf));
  expect(after).toEqual(before);
  expect(after?.isVerified).toBe(true);
  await jane.page.close();
});

it('a chat that somebody has left behind is not that of who signs in', async () => {
  const { desk } = computer;
  computer.session(undefined);
  const left = await computer.visit('starting-clean');
  await left.chat('Left behind');
  const visitor = await left.visitor();
  await left.page.close();
  const jane = await computer.visit('starting-clean');
  await jane.openBox();
  await jane.readsInChat('Left behind');
  computer.session('Jane');
  await jane.identify();
  await expect.poll(jane.outcomes).toEqual(['verified']);
  await expectNothingOf(['Left behind', visitor], jane);
  await jane.chat('Of Jane alone');
  const [nobody, known] = [await desk.writerOf('Left behind'), await desk.customerOf('Of Jane alone')];
  expect(nobody.isVerified).toBe(false);
  expect(known.contactId).not.toBe(nobody.contactId);
  // What agents write to whoever that was is not for her.
  await desk.reply('Left behind', 'For whoever that was');
  await desk.reply('Of Jane alone', 'For Jane');
  await jane.readsInChat('For Jane');
  await expectNothingOf(['For whoever that was'], jane);
  await jane.page.close();
});

it('the self-test tells its owner who is taken for whom, and why not', async () => {
  computer.session(undefined);
  const tab = await computer.visit('self-test');
  const owner = ownerOn(tab.page, new URL(tab.page.url()).origin);
  await owner.visit();
  expect(await owner.reads('Identity')).toBe('Fine | anonymous: nobody has signed in');
  // The page says that somebody is signed in, but the shop knows better.
  await tab.identify();
  await tab.openBox();
  await expect.poll(tab.outcomes).toEqual(['no-proof']);
  expect(await owner.reads('Identity')).toContain('Problem | anonymous (no-proof)');

  const forged = `x.${Buffer.from('{"sub":"1001"}').toString('base64url')}.x`;
  await tab.page.evaluate((jwt) => Object(window).StorefrontChat.identify(async () => jwt), forged);
  await expect.poll(tab.outcomes).toEqual(['no-proof', 'refused']);
  expect(await owner.reads('Identity')).toContain('Problem | anonymous (refused)');

  computer.session('Jane');
  await owner.visit();
  await tab.openBox();
  await expect.poll(tab.outcomes).toEqual(['verified']);
  expect(await owner.reads('Identity')).toContain('Fine | identified');
  await tab.page.close();
});
