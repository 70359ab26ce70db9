import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { identityHash } from '../resources/identity-hash.ts';
import { openShop, type Shop, type Visitor, visitorCall } from '../testing/open-shop.ts';
import { numberAt, textAt, valueAt } from '../testing/value-at.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.chatwoot.stop());

let people = 0;
/** An identifier that no other test uses. */
let someone: string;
beforeEach(() => {
  people += 1;
  someone = `customer-${people}`;
});

const hashOf = (identifier: string) => identityHash(shop.website.hmacToken, identifier);
const setUser = (visitor: Visitor, user: object) => visitor.call('PATCH', '/contact/set_user', user);
const say = (visitor: Visitor, content: string) => visitor.call('POST', '/messages', { message: { content } });
const demandHash = (isMandatory: boolean) =>
  shop.admin('PATCH', `/inboxes/${shop.website.id}`, { channel: { hmac_mandatory: isMandatory } });
const contactOf = async (id: number) => (await shop.admin('GET', `/contacts/${id}`)).body;

async function conversationOf(visitor: Visitor): Promise<unknown> {
  return valueAt((await visitor.call('GET', '/conversations')).body, 'id');
}
async function signedIn(identifier: string, more: object = {}): Promise<Visitor & { contactId: number }> {
  const visitor = await shop.visit();
  const { body } = await setUser(visitor, { identifier, identifier_hash: hashOf(identifier), ...more });
  return { ...visitor, contactId: numberAt(body, 'id') };
}

describe('set_user (rule 14)', () => {
  const refusal = { error: 'HMAC failed: Invalid Identifier Hash Provided' };

  it.each([
    { mandatory: false, hash: 'none', status: 200, verified: false },
    { mandatory: false, hash: 'right', status: 200, verified: true },
    { mandatory: false, hash: 'wrong', status: 401, verified: false },
    { mandatory: false, hash: 'in capitals', status: 401, verified: false },
    { mandatory: true, hash: 'none', status: 401, verified: false },
    { mandatory: true, hash: 'right', status: 200, verified: true },
    { mandatory: true, hash: 'wrong', status: 401, verified: false },
  ])(
    'with a hash that is $hash, demanded: $mandatory, answers $status',
    async ({ mandatory, hash, status, verified }) => {
      const hashes: Record<string, object> = {
        none: {},
        right: { identifier_hash: hashOf(someone) },
        wrong: { identifier_hash: hashOf('somebody else') },
        'in capitals': { identifier_hash: hashOf(someone).toUpperCase() },
      };
      await demandHash(mandatory);
      const visitor = await shop.visit();
      const answer = await setUser(visitor, { identifier: someone, ...hashes[hash] });
      expect(answer.status).toBe(status);
      if (status === 401) expect(answer.body).toEqual(refusal);

      await say(visitor, 'hello');
      const { body } = await shop.admin('GET', `/conversations/${await conversationOf(visitor)}`);
      expect(valueAt(body, 'meta.hmac_verified')).toBe(verified);
      await demandHash(false);
    },
  );

  it('does not check attributes that come without an identifier', async () => {
    await demandHash(true);
    const visitor = await shop.visit();
    expect((await setUser(visitor, { custom_attributes: { a: 1 } })).status).toBe(200);
    expect((await setUser(visitor, { email: 'a@b.example' })).status).toBe(401);
    await demandHash(false);
  });
});

describe('whose session it is', () => {
  it('makes a new session when another identifier signs in (rule 15)', async () => {
    const visitor = await signedIn(someone);
    const { body } = await setUser(visitor, { identifier: `${someone}-b` });
    expect(numberAt(body, 'id')).not.toBe(visitor.contactId);
    const next = visitorCall(shop.chatwoot.url, shop.website.token, textAt(body, 'widget_auth_token'));
    expect((await next('GET', '/contact')).body).toMatchObject({ identifier: `${someone}-b` });
    expect((await visitor.call('GET', '/contact')).body).toMatchObject({ identifier: someone });
  });

  it('forks at every number, because 42 is not "42" (rule 15)', async () => {
    const visitor = await shop.visit();
    const number = 1_000_000 + people;
    expect((await setUser(visitor, { identifier: number })).body).not.toHaveProperty('widget_auth_token');
    const { body } = await setUser(visitor, { identifier: number, email: `n${people}@b.example` });
    expect(body).toMatchObject({ widget_auth_token: expect.any(String), has_email: true });
    expect(await contactOf(numberAt(body, 'id'))).toMatchObject({ payload: { identifier: null } });
    expect((await setUser(visitor, { identifier: String(number) })).body).not.toHaveProperty('widget_auth_token');
  });

  it('merges by identifier, and the contact that came later is gone (rules 16, 17)', async () => {
    const first = await signedIn(someone, { custom_attributes: { tier: 'gold', cart: { items: 1 } } });
    const second = await shop.visit();
    await second.call('PATCH', '/contact', { custom_attributes: { cart: { coupon: 'X', items: 9 } } });
    await say(second, 'before I signed in');
    const { body } = await setUser(second, { identifier: someone });
    expect(numberAt(body, 'id')).toBe(first.contactId);
    expect((await shop.admin('GET', `/contacts/${second.contactId}`)).status).toBe(404);
    expect(await contactOf(first.contactId)).toMatchObject({
      payload: { custom_attributes: { tier: 'gold', cart: { items: 1, coupon: 'X' } } },
    });
    expect(await conversationOf(second)).toEqual(expect.any(Number));
  });

  it('drops an e-mail address that a contact with another identifier has (rule 16)', async () => {
    await signedIn(someone, { email: `${someone}@b.example` });
    const { body } = await setUser(await shop.visit(), { identifier: `${someone}-b`, email: `${someone}@b.example` });
    expect(body).toMatchObject({ has_email: false });
  });

  it('ignores a malformed address without a word (rule 16)', async () => {
    const visitor = await shop.visit();
    const { status, body } = await visitor.call('PATCH', '/contact', { email: 'nobody', phone_number: '123' });
    expect({ status, body }).toMatchObject({ status: 200, body: { has_email: false, has_phone_number: false } });
  });
});

describe('conversations of one customer in two browsers', () => {
  it('are shared between verified sessions, and with no other', async () => {
    const laptop = await signedIn(someone);
    await say(laptop, 'from the laptop');
    const phone = await signedIn(someone);
    expect(await conversationOf(phone)).toBe(await conversationOf(laptop));

    const unverified = await shop.visit();
    await setUser(unverified, { identifier: someone });
    expect(await conversationOf(unverified)).toBeUndefined();
  });
});

describe('the hole in three widget routes (rule 65, T36)', () => {
  const ways: [string, (visitor: Visitor, email: string) => Promise<unknown>][] = [
    ['PATCH /contact', (visitor, email) => visitor.call('PATCH', '/contact', { email })],
    [
      'POST /conversations',
      (visitor, email) => visitor.call('POST', '/conversations', { contact: { email }, message: { content: 'Hi' } }),
    ],
    [
      'PATCH /messages/:id',
      async (visitor, email) => {
        await say(visitor, 'ask me for my address');
        const { body } = await visitor.call('GET', '/messages');
        return visitor.call('PATCH', `/messages/${numberAt(body, 'payload.2.id')}`, { contact: { email } });
      },
    ],
  ];

  it.each(ways)('moves a verified session by %s, the verified flag kept', async (_, move) => {
    await shop.admin('PATCH', `/inboxes/${shop.website.id}`, { enable_email_collect: true });
    await demandHash(true);
    const victim = await signedIn(someone, { email: `${someone}@b.example` });
    await say(victim, 'my address is …');
    const thief = await signedIn(`${someone}-thief`);
    await move(thief, `${someone}@b.example`);
    expect((await thief.call('GET', '/contact')).body).toMatchObject({ id: victim.contactId });
    const latest = await shop.admin('GET', `/conversations/${await conversationOf(thief)}`);
    expect(valueAt(latest.body, 'meta.hmac_verified')).toBe(true);
    await demandHash(false);
    await shop.admin('PATCH', `/inboxes/${shop.website.id}`, { enable_email_collect: false });
  });

  it('is not in set_user: it makes a new session for whoever gives no identifier', async () => {
    const victim = await signedIn(someone, { email: `${someone}@b.example` });
    const thief = await signedIn(`${someone}-thief`);
    const own = { identifier: `${someone}-thief`, identifier_hash: hashOf(`${someone}-thief`) };
    await setUser(thief, { ...own, email: `${someone}@b.example` });
    expect((await thief.call('GET', '/contact')).body).not.toMatchObject({ id: victim.contactId });
  });
});
