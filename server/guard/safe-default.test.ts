import { afterAll, beforeAll, expect, it } from 'vitest';
import { chatSessionAnswerSchema } from '../../contract/sessions.ts';
import { startChatwoot } from '../../demo-store/chatwoot/start-chatwoot.ts';
import { visitorCall } from '../../demo-store/chatwoot/testing/open-shop.ts';
import { numberAt } from '../../demo-store/chatwoot/testing/value-at.ts';
import type { OpenDatabase } from '../db/open-database.ts';
import { openTestDatabase } from '../db/test-database.ts';
import { rotateIdentityKey } from '../identity/index.ts';
import { shopBackend } from '../testing/shop-backend.ts';
import { createTestApp, type TestApp } from '../testing/test-app.ts';
import { createTestShop, platformToken, runDeliveries, type TestShop } from '../testing/test-shop.ts';
import { type Attacker, attacks, newPerson, type Person, unsignedSetUser } from './test-attacks.ts';

let db: OpenDatabase;
let test: TestApp;
let chatwoot: Awaited<ReturnType<typeof startChatwoot>>;
let shop: TestShop;
let backend: ReturnType<typeof shopBackend>;

beforeAll(async () => {
  db = await openTestDatabase();
  test = await createTestApp(db);
  chatwoot = await startChatwoot({ port: 0, publicUrl: 'http://127.0.0.1', platformToken, browserFiles: '.' });
  shop = await createTestShop(db, test, chatwoot.url);
  const secret = await rotateIdentityKey(test.changes, shop.store.key, 'proof');
  backend = shopBackend(secret, shop.store.key, () => test.clock.now);
});
afterAll(async () => {
  await chatwoot.stop();
  await db.close();
});

/** Somebody who opens chat in the shop, signed in there if a number is given, and speaks to Chatwoot directly. */
async function shopper(signedInAs?: string) {
  const requestId = crypto.randomUUID();
  const proof = signedInAs === undefined ? {} : await backend.prove(signedInAs);
  const answer = await shop.send('POST', '/chat-sessions', { requestId, ...proof });
  const session = chatSessionAnswerSchema.parse(await answer.json());
  if (session.state !== 'ready') throw new Error(`Expected a session, got ${session.reason}.`);
  const call = visitorCall(chatwoot.url, session.websiteToken, session.visitorToken);
  return { requestId, call, contactId: numberAt((await call('GET', '/contact')).body, 'id') };
}

function attackerOf({ call }: Awaited<ReturnType<typeof shopper>>): Attacker {
  async function question() {
    await call('POST', '/messages', { message: { content: 'hello' } });
    const conversation = numberAt((await call('GET', '/conversations')).body, 'id');
    const message = { content: 'Where do we reach you?', contentType: 'input_email' as const };
    return (await shop.agent.conversations.messages.create(conversation, message)).id;
  }
  return { call, question };
}

/** A signed-in customer who writes through our box, and leaves their address there. */
async function customer({ identifier, email }: Person) {
  const known = await shopper(identifier);
  await shop.write(`I am ${identifier}`, { requestId: known.requestId, contact: { email } });
  await runDeliveries(test);
  expect((await known.call('GET', '/messages')).text).toContain(`I am ${identifier}`);
  return known;
}

it.each([...attacks, unsignedSetUser])('leaves nothing to name, without any guard: %s', async (_name, attack) => {
  const person = newPerson();
  const victim = await customer(person);
  for (const thief of [await shopper(newPerson().identifier), await shopper()]) {
    await attack(attackerOf(thief), person);
    expect(numberAt((await thief.call('GET', '/contact')).body, 'id')).not.toBe(victim.contactId);
    expect((await thief.call('GET', '/messages')).text).not.toContain(`I am ${person.identifier}`);
  }
  expect((await victim.call('GET', '/messages')).text).toContain(`I am ${person.identifier}`);
});
