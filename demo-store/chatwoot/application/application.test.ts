import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callerOf, openShop, type Shop } from '../testing/open-shop.ts';
import { numberAt, textAt, valueAt } from '../testing/value-at.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.chatwoot.stop());

async function newContact(call: Shop['admin'] = shop.admin): Promise<number> {
  return numberAt((await call('POST', '/contacts', { name: 'Kim' })).body, 'payload.contact.id');
}
async function newConversation(inboxId = shop.form.id, more: object = {}): Promise<number> {
  const contact_id = await newContact();
  const { body } = await shop.admin('POST', '/conversations', { inbox_id: inboxId, contact_id, ...more });
  return numberAt(body, 'id');
}
/** Another account of the same stand-in, as its administrator. */
async function secondAccount(): Promise<Shop['admin']> {
  const account = numberAt((await shop.platform('POST', '/accounts', { name: 'Other' })).body, 'id');
  const owner = { name: 'Olga', email: 'olga@other.example', password: 'Secret1!' };
  const { body: user } = await shop.platform('POST', '/users', owner);
  const membership = { user_id: numberAt(user, 'id'), role: 'administrator' };
  await shop.platform('POST', `/accounts/${account}/account_users`, membership);
  const token = { 'api-access-token': textAt(user, 'access_token') };
  return callerOf(`${shop.chatwoot.url}/api/v1/accounts/${account}`, token);
}
const statusOf = async (conversation: number) =>
  valueAt((await shop.admin('GET', `/conversations/${conversation}`)).body, 'status');

describe('who may do what', () => {
  it('keeps inboxes, labels, teams and attributes for administrators (rule 29)', async () => {
    for (const path of ['/inboxes', '/labels', '/teams', '/custom_attribute_definitions']) {
      const answer = await shop.agent('POST', path, { name: 'x', title: 'xx' });
      expect(answer).toMatchObject({ status: 401, body: { error: 'You are not authorized to do this action' } });
    }
  });

  it('shows an agent only the conversations of inboxes they work in, and no keys (rules 30, 31)', async () => {
    const conversation = await newConversation();
    expect((await shop.agent('GET', `/conversations/${conversation}`)).status).toBe(401);
    await shop.admin('POST', '/inbox_members', { inbox_id: shop.form.id, user_ids: [shop.agentId] });
    expect((await shop.agent('GET', `/conversations/${conversation}`)).status).toBe(200);
    const inbox = await shop.agent('GET', `/inboxes/${shop.form.id}`);
    expect(inbox.body).not.toHaveProperty('hmac_token');
    expect(inbox.body).not.toHaveProperty('secret');
  });

  it('answers an unknown route with a page and broken JSON with nothing (rule 28)', async () => {
    const unknown = await shop.admin('GET', '/no_such_route');
    expect(unknown).toMatchObject({ status: 404, text: expect.stringContaining('<!doctype html>') });
    expect(await shop.admin('POST', '/labels', '{"title":')).toMatchObject({ status: 400, text: '' });
  });
});

describe('contacts', () => {
  it('are unique by e-mail in any case, phone number and identifier (rule 33)', async () => {
    const jane = { email: 'Jane@b.example', phone_number: '+351911111111', identifier: 'c1' };
    expect((await shop.admin('POST', '/contacts', jane)).status).toBe(200);
    const twin = await shop.admin('POST', '/contacts', { ...jane, email: 'JANE@B.example' });
    expect(twin.body).toEqual({
      message: 'Email has already been taken, Phone number has already been taken, Identifier has already been taken',
      attributes: ['email', 'phone_number', 'identifier'],
    });
  });

  it('store one blank identifier, and crash at the second (rule 71)', async () => {
    expect((await shop.admin('POST', '/contacts', { identifier: '' })).status).toBe(200);
    expect((await shop.admin('POST', '/contacts', { identifier: '' })).status).toBe(500);
  });

  it('merge attributes and lose them only through the route for it (rule 34)', async () => {
    const path = `/contacts/${await newContact()}`;
    await shop.admin('PATCH', path, { custom_attributes: { a: 1, b: { c: 1 } } });
    const merged = await shop.admin('PATCH', path, { custom_attributes: { b: { d: 2 } } });
    expect(valueAt(merged.body, 'payload.custom_attributes')).toEqual({ a: 1, b: { d: 2 } });
    const left = await shop.admin('POST', `${path}/destroy_custom_attributes`, { custom_attributes: ['a'] });
    expect(valueAt(left.body, 'payload.custom_attributes')).toEqual({ b: { d: 2 } });
  });

  it('get a new session for every missing source_id, and keep their own (rule 40)', async () => {
    const contact = await newContact();
    const session = (source_id?: string) =>
      shop.admin('POST', `/contacts/${contact}/contact_inboxes`, { inbox_id: shop.form.id, source_id });
    await session();
    await session();
    await session('mine');
    await session('mine');
    const { body } = await shop.admin('GET', `/contacts/${contact}`);
    expect(valueAt(body, 'payload.contact_inboxes')).toHaveLength(3);

    const other = { inbox_id: shop.form.id, contact_id: await newContact(), source_id: 'mine' };
    expect((await shop.admin('POST', `/contacts/${other.contact_id}/contact_inboxes`, other)).status).toBe(500);
    expect(await shop.admin('POST', '/conversations', other)).toMatchObject({
      status: 422,
      body: { error: 'source_id should be unique' },
    });
  });
});

describe('conversations', () => {
  it('are numbered per account, and a number that was used up stays so (rules 37, 39)', async () => {
    await newConversation();
    const other = await secondAccount();
    const contact_id = await newContact(other);
    const { body: form } = await other('POST', '/inboxes', { name: 'Form', channel: { type: 'api' } });
    const { body: website } = await other('POST', '/inboxes', {
      name: 'Chat',
      channel: { type: 'web_widget', website_url: 'https://x.example' },
    });
    const start = (inbox: unknown, message?: object) =>
      other('POST', '/conversations', { contact_id, inbox_id: numberAt(inbox, 'id'), message });
    expect(numberAt((await start(form)).body, 'id')).toBe(1);
    expect((await start(website, { content: 'x', message_type: 'incoming' })).status).toBe(500);
    expect(numberAt((await start(website)).body, 'id')).toBe(3);
  });

  it('take incoming messages from the API in API inboxes only (rule 39)', async () => {
    const incoming = { content: 'x', message_type: 'incoming' };
    const website = await newConversation(shop.website.id);
    expect((await shop.admin('POST', `/conversations/${website}/messages`, incoming)).status).toBe(422);
    const form = await newConversation();
    expect((await shop.admin('POST', `/conversations/${form}/messages`, incoming)).status).toBe(200);
  });

  it('wake up at a visitor’s message, unless muted (rules 38, 44)', async () => {
    const conversation = await newConversation();
    const set = (status: string) => shop.admin('POST', `/conversations/${conversation}/toggle_status`, { status });
    const hear = () =>
      shop.admin('POST', `/conversations/${conversation}/messages`, { content: 'x', message_type: 'incoming' });
    const afterMessage: unknown[] = [];
    for (const status of ['resolved', 'snoozed', 'pending']) {
      await set(status);
      await hear();
      afterMessage.push(await statusOf(conversation));
    }
    expect(afterMessage).toEqual(['open', 'open', 'pending']);
    await shop.admin('POST', `/conversations/${conversation}/mute`);
    await hear();
    expect(await statusOf(conversation)).toBe('resolved');
  });

  it('replace attributes and labels as a whole (rule 36)', async () => {
    const path = `/conversations/${await newConversation(shop.form.id, { custom_attributes: { a: 1 } })}`;
    await shop.admin('POST', `${path}/custom_attributes`, { custom_attributes: { b: 2 } });
    await shop.admin('POST', `${path}/labels`, { labels: ['one', 'two'] });
    await shop.admin('POST', `${path}/labels`, { labels: ['three'] });
    expect((await shop.admin('GET', path)).body).toMatchObject({ custom_attributes: { b: 2 }, labels: ['three'] });
  });

  it('keep source_id and forget echo_id (rule 41), and accept an empty message (rule 71)', async () => {
    const path = `/conversations/${await newConversation()}/messages`;
    const sent = await shop.admin('POST', path, { content: 'x', echo_id: 'e1', source_id: 's1' });
    expect(sent.body).toMatchObject({ echo_id: 'e1', source_id: 's1' });
    expect((await shop.admin('POST', path, {})).body).toMatchObject({ content: null });
    const { body } = await shop.admin('GET', path);
    expect(body).toMatchObject({ payload: [{ source_id: 's1' }, { content: null }] });
    expect(valueAt(body, 'payload.0')).not.toHaveProperty('echo_id');
  });

  it('take 200 messages in a minute and no more (rule 43)', async () => {
    const path = `/conversations/${await newConversation()}/messages`;
    const statuses = [];
    for (let count = 0; count < 201; count += 1)
      statuses.push((await shop.admin('POST', path, { private: true })).status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(200);
    expect(statuses.at(-1)).toBe(422);
  });

  it('word a refused message differently for agents and for visitors (rule 28)', async () => {
    const content = 'x'.repeat(150_001);
    const path = `/conversations/${await newConversation()}/messages`;
    const agents = await shop.admin('POST', path, { content });
    const visitor = await shop.visit();
    const visitors = await visitor.call('POST', '/messages', { content });
    const problem = 'Content is too long (maximum is 150000 characters)';
    expect(agents).toMatchObject({ status: 422, body: { error: `Validation failed: ${problem}` } });
    expect(visitors).toMatchObject({ status: 422, body: { message: problem, attributes: ['content'] } });
  });

  it('are there a little longer when deleted (rule 62)', async () => {
    const conversation = await newConversation();
    expect((await shop.admin('DELETE', `/conversations/${conversation}`)).status).toBe(200);
    expect(await statusOf(conversation)).toBe('open');
    await expect.poll(() => statusOf(conversation)).toBeUndefined();
  });
});
