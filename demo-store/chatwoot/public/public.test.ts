import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { identityHash } from '../resources/identity-hash.ts';
import { type Answer, callerOf, openShop, type Shop } from '../testing/open-shop.ts';
import { numberAt, textAt, valueAt } from '../testing/value-at.ts';

let shop: Shop;
let call: Shop['anybody'];
beforeAll(async () => {
  shop = await openShop();
  call = callerOf(`${shop.chatwoot.url}/public/api/v1/inboxes/${shop.form.identifier}`);
});
afterAll(() => shop.chatwoot.stop());

const isVerified = async (conversation: Answer) =>
  valueAt((await shop.admin('GET', `/conversations/${numberAt(conversation.body, 'id')}`)).body, 'meta.hmac_verified');

describe('the Public API (rule 59)', () => {
  it('takes a known person as they are, in a session of their own', async () => {
    const first = await call('POST', '/contacts', { source_id: 'one', email: 'pia@b.example', name: 'Pia' });
    const second = await call('POST', '/contacts', { source_id: 'two', email: 'PIA@b.example', name: 'Changed' });
    expect(second.body).toMatchObject({ id: numberAt(first.body, 'id'), name: 'Pia', source_id: 'two' });
    expect(textAt(second.body, 'pubsub_token')).not.toBe(textAt(first.body, 'pubsub_token'));
  });

  it('gives the whole row for a change, whatever `identifier` says', async () => {
    await call('POST', '/contacts', { source_id: 'row', identifier: 'row-1' });
    const { body } = await call('PATCH', '/contacts/row', { name: 'Rho', identifier: 'row-2' });
    expect(body).toMatchObject({ name: 'Rho', identifier: 'row-1', account_id: shop.accountId, label_list: [] });
  });

  it('starts conversations with attributes only, and every message is a visitor’s', async () => {
    await call('POST', '/contacts', { source_id: 'talk' });
    const wish = { custom_attributes: { order: '1' }, status: 'resolved', message: { content: 'ignored' } };
    const conversation = await call('POST', '/contacts/talk/conversations', wish);
    expect(conversation.body).toMatchObject({ status: 'open', messages: [] });
    const path = `/contacts/talk/conversations/${numberAt(conversation.body, 'id')}`;
    const sent = await call('POST', `${path}/messages`, { content: 'hi', message_type: 'outgoing', private: true });
    expect(sent.body).toMatchObject({ message_type: 0, content: 'hi' });
    expect((await call('POST', `${path}/toggle_status`)).body).toMatchObject({ status: 'resolved' });
    expect((await call('POST', `${path}/toggle_status`)).body).toMatchObject({ status: 'resolved' });
  });

  it('crashes at a wrong hash, and verifies a session when it reads with a right one', async () => {
    const { body } = await shop.admin('POST', '/inboxes', {
      name: 'Sealed',
      channel: { type: 'api', hmac_mandatory: true },
    });
    const sealed = callerOf(`${shop.chatwoot.url}/public/api/v1/inboxes/${textAt(body, 'inbox_identifier')}`);
    const proof = { identifier: 'c1', identifier_hash: identityHash(textAt(body, 'hmac_token'), 'c1') };
    const person = { source_id: 's', identifier: 'c1' };
    expect((await sealed('POST', '/contacts', { ...person, identifier_hash: 'wrong' })).status).toBe(500);
    expect((await sealed('POST', '/contacts', person)).status).toBe(500);
    expect((await sealed('POST', '/contacts', { ...person, ...proof })).status).toBe(200);
    expect((await sealed('GET', '/contacts/s')).status).toBe(500);
    expect((await sealed('GET', `/contacts/s?${new URLSearchParams(proof)}`)).status).toBe(200);
    expect(await isVerified(await sealed('POST', '/contacts/s/conversations', proof))).toBe(true);
  });

  it('does not verify a session by creating its contact', async () => {
    const proof = { identifier: 'c9', identifier_hash: identityHash(shop.form.hmacToken, 'c9') };
    await call('POST', '/contacts', { source_id: 'nine', ...proof });
    expect(await isVerified(await call('POST', '/contacts/nine/conversations'))).toBe(false);
  });

  it('knows no website inboxes, no strangers, and no way back to a source_id with a dot', async () => {
    const { anybody, website } = shop;
    const notFound = { status: 404, body: { status: 404, error: 'Not Found' } };
    expect(await anybody('GET', `/public/api/v1/inboxes/${website.token}`)).toMatchObject(notFound);
    expect(await call('GET', '/contacts/nobody')).toMatchObject(notFound);
    expect((await call('POST', '/contacts', { source_id: 'a@b.example' })).status).toBe(200);
    expect(await call('GET', '/contacts/a@b.example')).toMatchObject({ status: 404, body: undefined });
  });

  it('is open to every origin', async () => {
    const answer = await call('GET', '', undefined, { origin: 'https://elsewhere.example' });
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  });
});
