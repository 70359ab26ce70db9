import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openShop, type Shop, type Visitor, visitorCall } from '../../demo-store/chatwoot/testing/open-shop.ts';
import { numberAt } from '../../demo-store/chatwoot/testing/value-at.ts';
import { identifierHash } from '../identity/index.ts';
import type { RunningGuard } from './start-guard.ts';
import { type Attacker, attacks, newPerson, type Person, unsignedSetUser } from './test-attacks.ts';
import { startTestGuard } from './test-kit.ts';

let shop: Shop;
let guard: RunningGuard;
beforeAll(async () => {
  shop = await openShop();
  guard = await startTestGuard(shop.chatwoot.url);
  await shop.admin('PATCH', `/inboxes/${shop.website.id}`, { channel: { hmac_mandatory: true } });
});
afterAll(async () => {
  await guard.stop();
  await shop.chatwoot.stop();
});

/** A customer who is signed in with a hash, with a number and addresses on their contact and a conversation. */
async function customer(person: Person): Promise<Visitor> {
  const visitor = await shop.visit();
  const identifier_hash = identifierHash(shop.website.hmacToken, person.identifier);
  const { body } = await visitor.call('PATCH', '/contact/set_user', { ...person, identifier_hash });
  await visitor.call('POST', '/messages', { message: { content: `I am ${person.identifier}` } });
  return { ...visitor, contactId: numberAt(body, 'id') };
}

/** This visitor, with bad intent, by way of this address. */
function attackerOf({ token }: Visitor, url: string): Attacker {
  const call = visitorCall(url, shop.website.token, token);
  async function question() {
    await call('POST', '/messages', { message: { content: 'hello' } });
    const conversation = numberAt((await call('GET', '/conversations')).body, 'id');
    const message = { content: 'Where do we reach you?', content_type: 'input_email', message_type: 'outgoing' };
    return numberAt((await shop.admin('POST', `/conversations/${conversation}/messages`, message)).body, 'id');
  }
  return { call, question };
}

const contactOf = async ({ call }: Visitor) => numberAt((await call('GET', '/contact')).body, 'id');
const messagesOf = async ({ call }: Visitor) => (await call('GET', '/messages')).text;

describe('Chatwoot alone, with customers’ numbers and addresses on their contacts', () => {
  it.each(attacks)('lets a signed-in customer become another and read along: %s', async (_name, attack) => {
    const person = newPerson();
    const victim = await customer(person);
    const thief = await customer(newPerson());
    await attack(attackerOf(thief, shop.chatwoot.url), person);
    expect(await contactOf(thief)).toBe(victim.contactId);
    await victim.call('POST', '/messages', { message: { content: 'My card number is …' } });
    if (!_name.startsWith('POST')) expect(await messagesOf(thief)).toContain('My card number');
  });

  it.each([...attacks, unsignedSetUser])('lets anybody pose as a customer: %s', async (_name, attack) => {
    const person = newPerson();
    const victim = await customer(person);
    const thief = await shop.visit();
    await attack(attackerOf(thief, shop.chatwoot.url), person);
    expect(await contactOf(thief)).toBe(victim.contactId);
  });
});

describe('our guard before the same Chatwoot', () => {
  it.each([...attacks, unsignedSetUser])('leaves everybody who they are: %s', async (_name, attack) => {
    const person = newPerson();
    const victim = await customer(person);
    for (const thief of [await customer(newPerson()), await shop.visit()]) {
      const before = await contactOf(thief);
      await attack(attackerOf(thief, guard.url), person);
      expect(before).not.toBe(victim.contactId);
      expect(await contactOf(thief)).toBe(before);
      expect(await messagesOf(thief)).not.toContain(`I am ${person.identifier}`);
    }
  });
});
