import { createHmac } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { setStore } from '../stores/index.ts';
import { type IdentityStage, openIdentityStage } from '../testing/identity-stage.ts';
import { runDeliveries } from '../testing/test-shop.ts';

let stage: IdentityStage;
beforeAll(async () => {
  stage = await openIdentityStage();
});
afterEach(() => stage.chatwoot.set('pass'));
afterAll(() => stage.stop());

const signIn = async (customer: string, values: Record<string, unknown> = {}) =>
  stage.askReady({ ...(await stage.backend.prove(customer)), ...values });
const linkOf = async (customer: string) => (await stage.customer(customer))?.contactId ?? null;
const write = async (text: string, requestId: string) => {
  await stage.shop.write(text, { requestId });
  await runDeliveries(stage.test);
};

/** What agents know about a contact, by the identifier that Chatwoot has for it. */
const identifierAt = async (contactId: number) => (await stage.shop.agent.contacts.show(contactId)).identifier;

describe('a customer is linked to the contact of the session that they hold, and to nothing that is claimed', () => {
  it.each<[string, () => Promise<string>]>([
    [
      'a token of another store',
      async () => stage.askReady({}, await stage.addShop()).then((other) => other.visitorToken),
    ],
    ['a token signed by somebody else', async () => forged((await stage.askReady()).visitorToken)],
    ['a token without a signature', async () => unsigned((await stage.askReady()).visitorToken)],
    ['a token of another inbox', async () => otherInbox((await stage.askReady()).visitorToken)],
    ['what is no token', async () => 'a.b.c'],
    ['a token with a line break', async () => 'a.b.c\r\nx-auth-token: d.e.f'],
  ])('%s', async (what, token) => {
    const visitorToken = await token();
    const answer = await signIn(what, { visitorToken });
    expect(answer).toMatchObject({ identity: 'verified', hasConversation: false });
    expect(await linkOf(what)).toBe((await stage.contactOf(answer.visitorToken)).id);
    expect(await identifierAt((await linkOf(what)) ?? 0)).toBe((await stage.customer(what))?.identifier);
    expect(claimsOf(answer.visitorToken).source_id).not.toBe(claimsOf(visitorToken)?.source_id);
  });

  it('the session of another store stays that store’s, and anonymous', async () => {
    const other = await stage.addShop();
    const { visitorToken } = await stage.askReady({}, other);
    await signIn('ann', { visitorToken });
    expect((await stage.contactOf(visitorToken, other)).identifier).toBeNull();
  });

  it('two stores know the same customer by two identifiers', async () => {
    const other = await stage.addShop();
    const backend = await stage.backendOf(other);
    const there = await stage.askReady(await backend.prove('bea'), other);
    const here = await signIn('bea');
    const identifiers = [await stage.contactOf(there.visitorToken, other), await stage.contactOf(here.visitorToken)];
    expect(identifiers[0]?.identifier).not.toBe(identifiers[1]?.identifier);
  });
});

describe('when agents tidy up their contacts', () => {
  it('a customer merged into another contact is followed there', async () => {
    const { requestId } = await signIn('cleo');
    await write('Hello', requestId);
    const before = (await linkOf('cleo')) ?? 0;
    const guest = await stage.shop.agent.contacts.create({ name: 'Cleo, by telephone' });
    await stage.mergeContacts(guest.contact.id, before);
    const again = await signIn('cleo');
    expect(again).toMatchObject({ identity: 'verified', hasConversation: true });
    expect(await linkOf('cleo')).toBe(guest.contact.id);
  });

  it('and already when their next message shows it', async () => {
    const { requestId } = await signIn('dora');
    const before = (await linkOf('dora')) ?? 0;
    const guest = await stage.shop.agent.contacts.create({ name: 'Dora, by telephone' });
    await stage.mergeContacts(guest.contact.id, before);
    await write('Hello', requestId);
    expect(await linkOf('dora')).toBe(guest.contact.id);
    expect((await stage.session(requestId)).confirmedAt).toBeInstanceOf(Date);
  });

  it('two customers made one by mistake are two again', async () => {
    const [one, two] = [await signIn('ella'), await signIn('fay')];
    const ids = [(await linkOf('ella')) ?? 0, (await linkOf('fay')) ?? 0] as const;
    await stage.mergeContacts(ids[0], ids[1]);
    const again = await signIn('fay', { visitorToken: two.visitorToken });
    expect(again.identity).toBe('verified');
    expect(await linkOf('fay')).not.toBe(ids[0]);
    expect((await stage.contactOf(again.visitorToken)).identifier).toBe((await stage.customer('fay'))?.identifier);
    expect((await stage.contactOf(one.visitorToken)).identifier).toBe((await stage.customer('ella'))?.identifier);
  });

  it('a customer whose contact was deleted is made anew at the next page', async () => {
    const { visitorToken } = await signIn('gus');
    const before = (await linkOf('gus')) ?? 0;
    await stage.shop.agent.contacts.delete(before);
    const again = await signIn('gus', { visitorToken });
    expect(again).toMatchObject({ identity: 'verified', hasConversation: false });
    expect(await linkOf('gus')).not.toBe(before);
    expect(await identifierAt((await linkOf('gus')) ?? 0)).toBe((await stage.customer('gus'))?.identifier);
  });

  it('and at their next message, which arrives as theirs', async () => {
    const { requestId } = await signIn('hana');
    const before = (await linkOf('hana')) ?? 0;
    await stage.shop.agent.contacts.delete(before);
    await write('Does anybody hear me?', requestId);
    const now = (await linkOf('hana')) ?? 0;
    expect(now).not.toBe(before);
    expect(await stage.session(requestId)).toMatchObject({ contactId: now, confirmedAt: expect.any(Date) });
    expect((await stage.shop.desk()).flat()).toContain('Does anybody hear me?');
  });

  it('a page that tells Chatwoot itself is given the name of the contact that is left', async () => {
    await setStore(stage.test.changes, stage.shop.store.key, { identityMode: 'page' });
    await stage.test.deps.directory.refresh();
    await signIn('ivo');
    const guest = await stage.shop.agent.contacts.create({ name: 'Ivo, by telephone' });
    await stage.mergeContacts(guest.contact.id, (await linkOf('ivo')) ?? 0);
    const askForIvo = async () =>
      (await stage.shop.send('POST', '/identity', await stage.backend.prove('ivo'))).json() as Promise<{
        user: { name: string };
      }>;
    expect((await askForIvo()).user.name).toBe('Ivo, by telephone');
    expect(await linkOf('ivo')).toBe(guest.contact.id);
    // Given to somebody else, or deleted: it is let go.
    await stage.shop.agent.contacts.update(guest.contact.id, { identifier: 'somebody else' });
    expect((await askForIvo()).user.name).toMatch(/^Customer /);
    expect(await linkOf('ivo')).toBeNull();
    await signIn('ivo');
    await stage.shop.agent.contacts.delete((await linkOf('ivo')) ?? 0);
    await askForIvo();
    expect(await linkOf('ivo')).toBeNull();
  });
});

const claimsOf = (token: string) => {
  try {
    return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
  } catch {
    return {};
  }
};
const withClaims = (token: string, claims: object, key = 'not Chatwoot’s') => {
  const [header] = token.split('.');
  const input = `${header}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}`;
  return `${input}.${createHmac('sha256', key).update(input).digest('base64url')}`;
};
const forged = (token: string) => withClaims(token, claimsOf(token));
const otherInbox = (token: string) => withClaims(token, { ...claimsOf(token), inbox_id: 999 });
const unsigned = (token: string) =>
  `${Buffer.from('{"alg":"none"}').toString('base64url')}.${token.split('.')[1] ?? ''}.`;
