import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { openShop, type Shop } from '../testing/open-shop.ts';
import { numberAt, valueAt } from '../testing/value-at.ts';

let shop: Shop;
let sockets: WebSocket[] = [];
beforeEach(async () => {
  shop = await openShop();
});
afterEach(async () => {
  for (const socket of sockets) socket.close();
  sockets = [];
  await shop.chatwoot.stop();
});

type Listener = { frames: unknown[]; events(): string[]; send(frame: object): void };

/** Subscribes as the widget and the desk do; `frames` grows as they come. */
async function listen(pubsubToken: string, whatComesFirst = 'presence.update'): Promise<Listener> {
  const socket = new WebSocket(`${shop.chatwoot.url.replace('http', 'ws')}/cable`, ['actioncable-v1-json']);
  sockets.push(socket);
  const frames: unknown[] = [];
  const identifier = JSON.stringify({ channel: 'RoomChannel', pubsub_token: pubsubToken });
  const send = (frame: object) => socket.send(JSON.stringify({ identifier, ...frame }));
  socket.on('message', (data) => frames.push(JSON.parse(String(data))));
  await new Promise((resolve) => socket.once('open', resolve));
  expect(socket.protocol).toBe('actioncable-v1-json');
  send({ command: 'subscribe' });
  const events = () => frames.map((frame) => String(valueAt(frame, 'message.event') ?? valueAt(frame, 'type')));
  await expect.poll(events).toContain(whatComesFirst);
  return { frames, events, send };
}

const say = (content: string, echo_id: string) => ({ message: { content, echo_id } });

describe('a visitor’s socket', () => {
  it('is welcomed, confirmed and told who is there', async () => {
    const { pubsubToken } = await shop.visit();
    const { frames, events } = await listen(pubsubToken);
    expect(events()).toEqual(['welcome', 'confirm_subscription', 'presence.update']);
    expect(frames.at(-1)).toMatchObject({ message: { data: { account_id: shop.accountId, users: {} } } });
  });

  it('hears the visitor’s own message before the request is answered', async () => {
    const visitor = await shop.visit();
    const { events, frames } = await listen(visitor.pubsubToken);
    const answer = await visitor.call('POST', '/messages', say('hello', 'mine-1'));
    await expect.poll(events).toContain('message.created');
    const frame = frames[events().indexOf('message.created')];
    expect(valueAt(frame, 'message.data')).toMatchObject({
      id: numberAt(answer.body, 'id'),
      echo_id: 'mine-1',
      message_type: 0,
      sender: { type: 'contact' },
      conversation: { unread_count: 1 },
    });
  });

  it('hears agents and templates, but no private notes and no activities', async () => {
    await shop.admin('PATCH', `/inboxes/${shop.website.id}`, { enable_email_collect: true });
    const visitor = await shop.visit();
    const { frames } = await listen(visitor.pubsubToken);
    await visitor.call('POST', '/messages', say('hello', '1'));
    await shop.admin('POST', '/conversations/1/messages', { content: 'a note', private: true });
    await shop.admin('POST', '/conversations/1/toggle_status', { status: 'resolved' });
    await shop.admin('POST', '/conversations/1/messages', { content: 'an answer' });
    const heard = () =>
      frames
        .filter((frame) => valueAt(frame, 'message.event') === 'message.created')
        .map((frame) => valueAt(frame, 'message.data.content'));
    await expect.poll(() => heard().at(-1)).toBe('an answer');
    expect(heard()).toEqual(['hello', 'Give the team a way to reach you.', 'Get notified by email', 'an answer']);
  });

  it('hears of status, assignment and typing, in private notes too (T53)', async () => {
    const visitor = await shop.visit();
    await visitor.call('POST', '/messages', say('hello', '1'));
    const { events, frames } = await listen(visitor.pubsubToken);
    await shop.admin('POST', '/conversations/1/toggle_typing_status', { typing_status: 'on', is_private: true });
    await shop.admin('POST', '/conversations/1/assignments', { assignee_id: shop.agentId });
    await shop.admin('POST', '/conversations/1/toggle_status', { status: 'resolved' });
    await expect.poll(events).toContain('conversation.status_changed');
    expect(events().slice(3)).toEqual([
      'conversation.typing_on',
      'conversation.updated',
      'conversation.status_changed',
      'conversation.updated',
    ]);
    expect(frames[3]).toMatchObject({ message: { data: { is_private: true, user: { type: 'user' } } } });
    expect(frames[5]).toMatchObject({ message: { data: { status: 'resolved', account_id: shop.accountId } } });
  });

  it('gets a deleted message once more, with its old text (T53)', async () => {
    const visitor = await shop.visit();
    await visitor.call('POST', '/messages', say('hello', '1'));
    const { body } = await shop.admin('POST', '/conversations/1/messages', { content: 'oops' });
    const { events, frames } = await listen(visitor.pubsubToken);
    await shop.admin('DELETE', `/conversations/1/messages/${numberAt(body, 'id')}`);
    await expect.poll(events).toContain('message.updated');
    expect(frames.at(-1)).toMatchObject({
      message: {
        data: {
          content: 'This message was deleted',
          previous_changes: { content: ['oops', 'This message was deleted'] },
        },
      },
    });
  });

  it('hears nothing of another visitor', async () => {
    const [one, other] = [await shop.visit(), await shop.visit()];
    const { events, send } = await listen(other.pubsubToken);
    await one.call('POST', '/messages', say('secret', '1'));
    send({ command: 'message', data: '{"action":"update_presence"}' });
    await expect.poll(() => events().length).toBe(4);
    expect(events().at(-1)).toBe('presence.update');
  });
});

describe('an agent’s socket', () => {
  it('makes the agent online for visitors, and shows who is on the site', async () => {
    await shop.admin('POST', '/inbox_members', { inbox_id: shop.website.id, user_ids: [shop.agentId] });
    const visitor = await shop.visit();
    const members = async () => (await visitor.call('GET', '/inbox_members')).body;
    expect(await members()).toMatchObject({ payload: [{ availability_status: 'offline' }] });
    await listen(visitor.pubsubToken);
    const { frames } = await listen(shop.pubsubTokens.agent);
    expect(await members()).toMatchObject({ payload: [{ availability_status: 'online' }] });
    expect(frames.at(-1)).toMatchObject({
      message: { data: { users: { [shop.agentId]: 'online' }, contacts: { [visitor.contactId]: 'online' } } },
    });
    expect((await shop.admin('DELETE', `/contacts/${visitor.contactId}`)).status).toBe(422);
  });

  it('hears only of the inboxes the agent works in; an administrator’s hears all (rule 30)', async () => {
    const agent = await listen(shop.pubsubTokens.agent);
    const administrator = await listen(shop.pubsubTokens.admin);
    const visitor = await shop.visit();
    await visitor.call('POST', '/messages', say('hello', '1'));
    await expect.poll(administrator.events).toContain('message.created');
    expect(agent.events()).not.toContain('message.created');
  });
});

describe('a socket with an unknown token', () => {
  it('is neither confirmed nor rejected', async () => {
    const { events, send } = await listen('nobody', 'welcome');
    send({ command: 'message', data: '{"action":"update_presence"}' });
    // A second subscription on the same server comes after it, and is answered.
    await listen((await shop.visit()).pubsubToken);
    expect(events()).toEqual(['welcome']);
  });
});
