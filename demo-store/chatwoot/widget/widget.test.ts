import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openShop, type Shop, type Visitor } from '../testing/open-shop.ts';
import { numberAt, valueAt } from '../testing/value-at.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
  await shop.admin('POST', '/labels', { title: 'defined' });
});
afterAll(() => shop.chatwoot.stop());

const say = (visitor: Visitor, content: string, more: object = {}) =>
  visitor.call('POST', '/messages', { message: { content }, ...more });

/** The visitor's conversation, as agents see it. */
async function seenByAgents(visitor: Visitor): Promise<unknown> {
  const { body } = await visitor.call('GET', '/conversations');
  return (await shop.admin('GET', `/conversations/${numberAt(body, 'id')}`)).body;
}
async function contents(visitor: Visitor, query = ''): Promise<unknown[]> {
  const { body } = await visitor.call('GET', `/messages${query}`);
  const payload = valueAt(body, 'payload');
  return Array.isArray(payload) ? payload.map((message) => valueAt(message, 'content')) : [];
}

describe('a visitor’s conversation', () => {
  it('takes attributes and defined labels with the first message only (rules 18, 19)', async () => {
    const visitor = await shop.visit();
    await say(visitor, 'one', { custom_attributes: { a: 1 }, labels: ['defined', 'undefined'] });
    await say(visitor, 'two', { custom_attributes: { b: 2 } });
    expect(await seenByAgents(visitor)).toMatchObject({ custom_attributes: { a: 1 }, labels: ['defined'] });
  });

  it('has its attributes replaced later, and none before it is there (rule 18)', async () => {
    const visitor = await shop.visit();
    const set = (custom_attributes: object) =>
      visitor.call('POST', '/conversations/set_custom_attributes', { custom_attributes });
    expect(await set({ a: 1 })).toMatchObject({ status: 404, text: '' });
    await say(visitor, 'hello', { custom_attributes: { a: 1 } });
    expect((await set({ b: 2 })).status).toBe(204);
    expect(valueAt(await seenByAgents(visitor), 'custom_attributes')).toEqual({ b: 2 });
  });

  it('answers 204 to every label and keeps the defined ones (rule 19)', async () => {
    const visitor = await shop.visit();
    expect((await visitor.call('POST', '/labels', { label: 'defined' })).status).toBe(204);
    await say(visitor, 'hello');
    for (const label of ['defined', 'undefined']) {
      expect((await visitor.call('POST', '/labels', { label })).status).toBe(204);
    }
    expect(valueAt(await seenByAgents(visitor), 'labels')).toEqual(['defined']);
    expect((await visitor.call('DELETE', '/labels/defined')).status).toBe(204);
    expect(valueAt(await seenByAgents(visitor), 'labels')).toEqual([]);
  });

  it('is resolved by the visitor if the inbox allows it, and opened by the next message (rule 44)', async () => {
    const visitor = await shop.visit();
    await say(visitor, 'hello');
    const flags = (...selected_feature_flags: string[]) =>
      shop.admin('PATCH', `/inboxes/${shop.website.id}`, { channel: { selected_feature_flags } });
    await flags('attachments');
    expect((await visitor.call('GET', '/conversations/toggle_status')).status).toBe(403);
    await flags('attachments', 'end_conversation');
    expect((await visitor.call('GET', '/conversations/toggle_status')).status).toBe(200);
    expect(valueAt(await seenByAgents(visitor), 'status')).toBe('resolved');
    await say(visitor, 'one more thing');
    expect(valueAt(await seenByAgents(visitor), 'status')).toBe('open');
  });

  it('remembers the browser that started it', async () => {
    const visitor = await shop.visit();
    const chrome = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/131.0.0.0 Safari/537.36';
    const headers = { 'x-auth-token': visitor.token, 'user-agent': chrome, 'accept-language': 'pt-PT,pt;q=0.9' };
    const path = `/api/v1/widget/messages?website_token=${shop.website.token}`;
    await shop.anybody('POST', path, { message: { content: 'x', referer_url: 'https://shop.example/cart' } }, headers);
    expect(await seenByAgents(visitor)).toMatchObject({
      additional_attributes: {
        browser: { browser_name: 'Chrome', browser_version: '131.0.0.0', platform_name: 'Generic Linux' },
        browser_language: 'pt-PT',
        referer: 'https://shop.example/cart',
      },
    });
  });
});

describe('a visitor’s messages', () => {
  it('may be empty (rule 71)', async () => {
    const visitor = await shop.visit();
    expect(await visitor.call('POST', '/messages', {})).toMatchObject({ status: 200, body: { content: null } });
  });

  it('come twenty at a time, or up to a hundred after an id', async () => {
    const visitor = await shop.visit();
    const { body } = await say(visitor, '0');
    for (let count = 1; count <= 25; count += 1) await say(visitor, String(count));
    const newest = await contents(visitor);
    expect([newest.length, newest[0], newest.at(-1)]).toEqual([20, '6', '25']);
    expect(await contents(visitor, `?after=${numberAt(body, 'id')}`)).toHaveLength(25);
    expect(await contents(visitor, `?before=${numberAt(body, 'id') + 2}`)).toEqual(['0', '1']);
  });

  it('hide private notes and activities', async () => {
    const visitor = await shop.visit();
    await say(visitor, 'hello');
    const path = `/conversations/${numberAt(await seenByAgents(visitor), 'id')}`;
    await shop.admin('POST', `${path}/messages`, { content: 'for us', private: true });
    await shop.admin('POST', `${path}/toggle_status`, { status: 'resolved' });
    await shop.admin('POST', `${path}/messages`, { content: 'for you' });
    expect(await contents(visitor)).toEqual(['hello', 'for you']);
  });

  it('are greeted once, and asked for an address in two templates (T34)', async () => {
    const settings = { greeting_enabled: true, greeting_message: 'Welcome!', enable_email_collect: true };
    await shop.admin('PATCH', `/inboxes/${shop.website.id}`, settings);
    const visitor = await shop.visit();
    await say(visitor, 'hello');
    await say(visitor, 'anybody?');
    const templates = ['Welcome!', 'Give the team a way to reach you.', 'Get notified by email'];
    expect(await contents(visitor)).toEqual(['hello', ...templates, 'anybody?']);

    const closed = { working_hours_enabled: true, out_of_office_message: 'We sleep', enable_email_collect: false };
    const working_hours = [0, 1, 2, 3, 4, 5, 6].map((day_of_week) => ({ day_of_week, closed_all_day: true }));
    await shop.admin('PATCH', `/inboxes/${shop.website.id}`, { ...closed, working_hours });
    const late = await shop.visit();
    await say(late, 'hello');
    expect(await contents(late)).toEqual(['hello', 'We sleep']);
    await shop.admin('PATCH', `/inboxes/${shop.website.id}`, { greeting_enabled: false, working_hours_enabled: false });
  });
});
