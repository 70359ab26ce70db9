import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type IdentityStage, openIdentityStage } from '../testing/identity-stage.ts';
import { runDeliveries } from '../testing/test-shop.ts';
import { visitorKey } from './visitor-token.ts';

let stage: IdentityStage;
beforeAll(async () => {
  stage = await openIdentityStage();
});
afterEach(() => stage.chatwoot.set('pass'));
afterAll(() => stage.stop());

const signIn = async (customer: string, values: Record<string, unknown> = {}) =>
  stage.askReady({ ...(await stage.backend.prove(customer)), ...values });

async function writeAndDeliver(text: string, values: { requestId: string; visitorToken?: string }) {
  await stage.shop.write(text, values);
  await runDeliveries(stage.test);
}

/** A page whose chat is ready, and in which somebody has written. */
async function chatting(text = 'Do you have it in blue?') {
  const page = await stage.askReady();
  await writeAndDeliver(text, page);
  return page;
}

const later = (minutes: number) => {
  stage.test.clock.now = new Date(stage.test.clock.now.getTime() + minutes * 60_000);
};
const wordsOf = async (visitorToken: string) =>
  (await stage.widgetAs(visitorToken).messages()).map(({ content }) => content);

describe('a visitor who signs in while chat is ready', () => {
  it('keeps the conversation in which they have just written: a new request with the visitor’s token', async () => {
    const page = await chatting();
    const now = await signIn('ann', { visitorToken: page.visitorToken });
    expect(now).toMatchObject({ identity: 'verified', hasConversation: true });
    expect(visitorKey(now.visitorToken)).toBe(visitorKey(page.visitorToken));
    expect(await wordsOf(now.visitorToken)).toContain('Do you have it in blue?');
    await writeAndDeliver('It is me, Ann', now);
    expect(await wordsOf(now.visitorToken)).toEqual(
      expect.arrayContaining(['Do you have it in blue?', 'It is me, Ann']),
    );
  });

  it('keeps it, too, when it was written in chat itself, which never passes us', async () => {
    const page = await stage.askReady();
    await stage.widgetAs(page.visitorToken).sendMessage({ content: 'Typed in chat' });
    const now = await signIn('bea', { visitorToken: page.visitorToken });
    expect(await wordsOf(now.visitorToken)).toContain('Typed in chat');
  });

  it('begins anew without the token, and the conversation stays nobody’s', async () => {
    const page = await chatting('Of nobody');
    const now = await signIn('cleo');
    expect(now).toMatchObject({ identity: 'verified', hasConversation: false });
    expect(await wordsOf(now.visitorToken)).toEqual([]);
    expect((await stage.contactOf(page.visitorToken)).identifier).toBeNull();
  });

  it('takes over nothing that was written half an hour ago, whatever the page brings', async () => {
    const page = await chatting('Of whoever sat here before');
    later(31);
    const now = await signIn('dora', { visitorToken: page.visitorToken });
    expect(now).toMatchObject({ identity: 'verified', hasConversation: false });
    expect(visitorKey(now.visitorToken)).not.toBe(visitorKey(page.visitorToken));
    expect((await stage.contactOf(page.visitorToken)).identifier).toBeNull();
  });

  it('takes over no visitor in whose name nothing was written: somebody else may hold the token', async () => {
    const planted = await stage.askReady();
    const now = await signIn('ella', { visitorToken: planted.visitorToken });
    await writeAndDeliver('My order 1042', now);
    expect((await stage.contactOf(planted.visitorToken)).identifier).toBeNull();
    expect(await wordsOf(planted.visitorToken)).toEqual([]);
  });

  it('takes no address along that they left as a guest: who knows it would walk over to them', async () => {
    const page = await stage.askReady();
    const contact = { email: 'guest@mail.example', name: 'A guest' };
    await stage.shop.write('Mail me', { requestId: page.requestId, contact });
    await runDeliveries(stage.test);
    expect((await stage.contactOf(page.visitorToken)).email).toBe('guest@mail.example');
    const now = await signIn('otto', { visitorToken: page.visitorToken });
    expect(await stage.contactOf(now.visitorToken)).toMatchObject({ email: null, identifier: expect.any(String) });

    const thief = await stage.askReady();
    await stage.widgetAs(thief.visitorToken).patchContact({ email: 'guest@mail.example' });
    expect((await stage.contactOf(thief.visitorToken)).identifier).toBeNull();
    // Agents still read it beside the conversation.
    const { id } = (await stage.widgetAs(now.visitorToken).conversation()) ?? { id: 0 };
    const { customAttributes } = await stage.shop.agent.conversations.show(id);
    expect(customAttributes.storefront_reply_address).toBe('A guest <guest@mail.example>');
  });

  it('is heard as themselves when a message was accepted and is not delivered yet', async () => {
    const page = await stage.askReady();
    await stage.shop.write('Accepted', { requestId: page.requestId });
    const now = await signIn('fay', { visitorToken: page.visitorToken });
    await runDeliveries(stage.test);
    expect(await wordsOf(now.visitorToken)).toContain('Accepted');
    expect((await stage.session(page.requestId)).customerId).toBe((await stage.customer('fay'))?.id);
  });
});

it('what only claims to be of a visitor does not become the words of the customer who signs in', async () => {
  const page = await chatting();
  const [header, payload] = page.visitorToken.split('.');
  const forged = `${header}.${payload}.${'A'.repeat(43)}`;
  const requestId = crypto.randomUUID();
  await stage.shop.write('Send it to my address', { requestId, visitorToken: forged });
  const now = await signIn('noor', { visitorToken: page.visitorToken });
  await runDeliveries(stage.test);
  expect((await stage.session(requestId)).customerId).toBeNull();
  expect(await wordsOf(now.visitorToken)).not.toContain('Send it to my address');
});

describe('the page that asked before the sign-in', () => {
  it('gets its session no more without a proof: it is a customer’s now', async () => {
    const page = await chatting();
    await signIn('gus', { visitorToken: page.visitorToken });
    const { requestId } = page;
    expect(await stage.ask({ requestId })).toEqual({ state: 'unavailable', requestId, reason: 'refused' });
    expect(await stage.ask({ requestId, ...(await stage.backend.prove('hana')) })).toMatchObject({ reason: 'refused' });
    expect(await signIn('gus', { requestId })).toMatchObject({ identity: 'verified', hasConversation: true });
  });

  it('nor does whoever brings its token to a page of their own', async () => {
    const page = await chatting();
    await signIn('ivo', { visitorToken: page.visitorToken });
    const next = await stage.askReady({ visitorToken: page.visitorToken });
    expect(next.hasConversation).toBe(false);
    await writeAndDeliver('Who am I?', { requestId: crypto.randomUUID(), visitorToken: page.visitorToken });
    expect(await wordsOf(page.visitorToken)).not.toContain('Who am I?');
  });

  it('may bring the proof itself, and keeps what was just written in it', async () => {
    const page = await chatting('On this very page');
    const now = await signIn('jo', { requestId: page.requestId });
    expect(visitorKey(now.visitorToken)).toBe(visitorKey(page.visitorToken));
    expect(now).toMatchObject({ identity: 'verified' });
  });

  it('begins anew with it when nothing was written', async () => {
    const page = await stage.askReady();
    const now = await signIn('kim', { requestId: page.requestId });
    expect(now.identity).toBe('verified');
    expect(visitorKey(now.visitorToken)).not.toBe(visitorKey(page.visitorToken));
  });

  it('has to ask anew when what was written in it is old', async () => {
    const page = await chatting('Old words');
    later(31);
    const proof = await stage.backend.prove('lena');
    expect(await stage.ask({ requestId: page.requestId, ...proof })).toMatchObject({ reason: 'refused' });
    expect((await stage.contactOf(page.visitorToken)).identifier).toBeNull();
    // The same page without a proof goes on as it was.
    expect(await stage.ask({ requestId: page.requestId })).toMatchObject({ state: 'ready' });
  });

  it('is nobody’s while Chatwoot is away, and the sign-in says so', async () => {
    const page = await stage.askReady();
    await stage.widgetAs(page.visitorToken).sendMessage({ content: 'Typed in chat' });
    stage.chatwoot.set('cut');
    const proof = await stage.backend.prove('mia');
    expect(await stage.ask({ requestId: page.requestId, ...proof })).toMatchObject({ reason: 'chat-down' });
    expect((await stage.session(page.requestId)).customerId).toBeNull();
  });
});
