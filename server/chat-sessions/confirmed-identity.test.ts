import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { openIdentityStage } from '../testing/identity-stage.ts';
import { runDeliveries } from '../testing/test-shop.ts';

let stage: Awaited<ReturnType<typeof openIdentityStage>>;
const logged: string[] = [];

beforeAll(async () => {
  const { pino } = await import('pino');
  stage = await openIdentityStage(pino({ level: 'warn' }, { write: (line: string) => void logged.push(line) }));
  await stage.demandHash(false);
});
afterEach(() => {
  stage.chatwoot.set('pass');
  stage.test.jobs.length = 0;
});
afterAll(() => stage.stop());

/** A proxy before Chatwoot that lets no hash through: `set_user` is answered with 200 all the same. */
const loseHashes = () => stage.chatwoot.set('lose-hash', (call) => call.endsWith('/set_user'));

const signIn = async (customer: string, values: Record<string, unknown> = {}) =>
  stage.askReady({ ...(await stage.backend.prove(customer)), ...values });

async function writeAndDeliver(text: string, requestId: string) {
  await stage.shop.write(text, { requestId });
  await runDeliveries(stage.test);
}

const counted = async (answer: string) => {
  const { values } = await stage.test.deps.metrics.identityChecks.get();
  return values.find(({ labels }) => labels.answer === answer)?.value ?? 0;
};

it('a customer whose first message is at the desk is confirmed by what agents see', async () => {
  const { requestId, identity } = await signIn('ann');
  expect([identity, (await stage.session(requestId)).confirmedAt]).toEqual(['verified', null]);
  await writeAndDeliver('Where is my teapot?', requestId);
  expect((await stage.session(requestId)).confirmedAt).toBeInstanceOf(Date);
  expect(await counted('confirmed')).toBe(1);
});

it('is looked at once for a page, not for every message', async () => {
  const { requestId } = await signIn('bea');
  await writeAndDeliver('One', requestId);
  const before = await counted('confirmed');
  await writeAndDeliver('Two', requestId);
  expect(await counted('confirmed')).toBe(before);
  expect(stage.test.jobs).toEqual([]);
});

it('is looked at when a page of somebody with a conversation asks, before it is told', async () => {
  await writeAndDeliver('Hello', (await signIn('cleo')).requestId);
  const { requestId, identity, hasConversation } = await signIn('cleo');
  expect([identity, hasConversation]).toEqual(['verified', true]);
  expect((await stage.session(requestId)).confirmedAt).toBeInstanceOf(Date);
});

it('a customer whom Chatwoot does not show as verified is not called so again, and it is logged by ids alone', async () => {
  loseHashes();
  const { requestId, visitorToken, identity } = await signIn('dora-of-the-shop');
  expect(identity).toBe('verified');
  await writeAndDeliver('Is anybody there?', requestId);
  expect(await stage.session(requestId)).toMatchObject({ identifiedAt: null, refutedAt: expect.any(Date) });
  expect(await counted('refuted')).toBe(1);
  const line = logged.find((one) => one.includes('does not show'));
  const { id, storeId } = await stage.session(requestId);
  expect(JSON.parse(line ?? '{}')).toMatchObject({ storeId, sessionId: id, conversationId: expect.any(Number) });
  expect(line).not.toMatch(/dora|teapot|anybody/);

  // On this page and on the next one; the words go on arriving.
  expect(await signIn('dora-of-the-shop', { requestId })).toMatchObject({ identity: 'refused', state: 'ready' });
  expect((await signIn('dora-of-the-shop', { visitorToken })).identity).toBe('refused');
  stage.chatwoot.set('pass');
  await writeAndDeliver('Still here', requestId);
  expect((await stage.shop.desk()).flat()).toContain('Still here');
});

it('and is verified again once Chatwoot hears of it', async () => {
  loseHashes();
  const { requestId, visitorToken } = await signIn('ella');
  await writeAndDeliver('Hello?', requestId);
  stage.chatwoot.set('pass');
  expect((await signIn('ella', { visitorToken })).identity).toBe('verified');
});

it('a verified session that has walked over to another contact is nobody’s to us', async () => {
  const victim = await signIn('victim');
  const { id } = await stage.contactOf(victim.visitorToken);
  await stage.shop.agent.contacts.update(id, { email: 'victim@mail.example' });
  const thief = await signIn('thief');
  await writeAndDeliver('Mine', thief.requestId);
  expect((await signIn('thief', { visitorToken: thief.visitorToken })).identity).toBe('verified');
  // The hole in Chatwoot: an address that somebody else has, without any proof.
  await stage.widgetAs(thief.visitorToken).patchContact({ email: 'victim@mail.example' });
  expect((await stage.contactOf(thief.visitorToken)).id).toBe(id);

  const again = await signIn('thief', { visitorToken: thief.visitorToken });
  expect((await stage.contactOf(again.visitorToken)).id).not.toBe(id);
  expect((await stage.customer('thief'))?.contactId).not.toBe(id);
});

it('nor is one that walks over before its first message', async () => {
  const victim = await signIn('owner');
  const { id } = await stage.contactOf(victim.visitorToken);
  await stage.shop.agent.contacts.update(id, { email: 'owner@mail.example' });
  const thief = await signIn('robber');
  await stage.widgetAs(thief.visitorToken).patchContact({ email: 'owner@mail.example' });
  await writeAndDeliver('Refund me', thief.requestId);
  expect(await stage.session(thief.requestId)).toMatchObject({ identifiedAt: null, refutedAt: expect.any(Date) });
  expect(await signIn('robber', { requestId: thief.requestId })).toMatchObject({ identity: 'refused' });
});

it('while Chatwoot’s desk cannot be asked, the look is put off and the page is not held up', async () => {
  const { requestId } = await signIn('fay');
  await writeAndDeliver('Hello', requestId);
  stage.chatwoot.set(503, (call) => call.startsWith('GET /api/v1/accounts/'));
  const next = await signIn('fay');
  expect(next.identity).toBe('verified');
  expect((await stage.session(next.requestId)).confirmedAt).toBeNull();
  expect(stage.test.jobs.map(({ queue }) => queue)).toEqual(['confirm-identity']);
  await runDeliveries(stage.test, 1);
  expect(stage.test.jobs).toMatchObject([{ queue: 'confirm-identity', delayMs: 60_000 }]);
  stage.chatwoot.set('pass');
  await runDeliveries(stage.test);
  expect((await stage.session(next.requestId)).confirmedAt).toBeInstanceOf(Date);
});

it('an anonymous visitor is not looked at', async () => {
  const { requestId } = await stage.askReady();
  await stage.shop.write('Hello', { requestId });
  await runDeliveries(stage.test, 1);
  expect(stage.test.jobs).toEqual([]);
});
