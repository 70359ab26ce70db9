import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createWidgetClient } from './widget-client.ts';

// A Chatwoot that writes down what it is asked, and knows one visitor.
const known = 'eyJhbGciOiJIUzI1NiJ9.eyJzb3VyY2VfaWQiOiJrbm93biJ9.sig_nature-1';
const asked: { path: string; query: Record<string, string>; headers: Record<string, string>; body: unknown }[] = [];
const app = new Hono()
  .use(async (c, next) => {
    const text = await c.req.text();
    const body = text === '' ? undefined : JSON.parse(text);
    asked.push({ path: c.req.path, query: c.req.query(), headers: c.req.header(), body });
    await next();
  })
  .post('/api/v1/widget/config', (c) => {
    const isKnown = c.req.header('x-auth-token') === known;
    return c.json({
      website_channel_config: { auth_token: isKnown ? known : 'new.visitor.token', website_name: 'Acme' },
      contact: { id: isKnown ? 352 : 353, name: 'silent-frog', email: null, identifier: null, pubsub_token: 'pub' },
    });
  })
  .get('/api/v1/widget/conversations', (c) => c.json({}))
  .patch('/api/v1/widget/contact/set_user', (c) => c.json({ id: 9, widget_auth_token: 'other.session.token' }))
  .post('/api/v1/widget/messages', (c) =>
    c.json({ id: 1118, content: 'Hi', conversation_id: 15, message_type: 0, created_at: 1795222525 }),
  );

let baseUrl: string;
let server: ReturnType<typeof serve>;
beforeAll(async () => {
  baseUrl = await new Promise((resolve) => {
    server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
      resolve(`http://127.0.0.1:${port}`),
    );
  });
});
beforeEach(() => asked.splice(0));
afterAll(() => void server.close());

describe('a visitor at the Widget API', () => {
  it('is new without a token, and the same one with it', async () => {
    const client = createWidgetClient({ baseUrl, websiteToken: 'web' });
    expect(await client.config()).toMatchObject({ visitorToken: 'new.visitor.token', contact: { id: 353 } });
    const config = await client.config(known);
    expect(config).toMatchObject({
      visitorToken: known,
      contact: { id: 352, pubsubToken: 'pub' },
      channel: { name: 'Acme' },
    });
    expect((await client.config()).contact.id).toBe(353);
  });

  it('is new when a browser holds something that can be no token', async () => {
    const client = createWidgetClient({ baseUrl, websiteToken: 'web' });
    expect((await client.config('bad\r\ntoken')).contact.id).toBe(353);
    expect(asked[0]?.headers).not.toHaveProperty('x-auth-token');
  });

  it('shows Chatwoot the shopper’s browser instead of our server', async () => {
    const visitor = { userAgent: 'Mozilla/5.0 (Shopper)', acceptLanguage: 'nl', address: '203.0.113.7' };
    await createWidgetClient({ baseUrl, websiteToken: 'web', visitor, requestId: 'req-7' }).config();
    expect(asked[0]?.headers).toMatchObject({
      'user-agent': 'Mozilla/5.0 (Shopper)',
      'accept-language': 'nl',
      'x-forwarded-for': '203.0.113.7',
      'x-request-id': 'req-7',
    });
  });

  it('sends a message with its page, time and attributes', async () => {
    const client = createWidgetClient({ baseUrl, websiteToken: 'web', visitorToken: known });
    const timestamp = 'Sat Nov 21 2026 10:00:00 GMT+0000';
    const message = { content: 'Hi', refererUrl: 'https://shop.example/cart', timestamp, customAttributes: { a: 1 } };
    expect(await client.sendMessage(message)).toMatchObject({ id: 1118, conversationId: 15, direction: 'incoming' });
    expect(asked[0]).toMatchObject({
      query: { website_token: 'web' },
      headers: { 'x-auth-token': known },
      body: {
        message: { content: 'Hi', referer_url: 'https://shop.example/cart', timestamp },
        custom_attributes: { a: 1 },
      },
    });
  });

  it('hears of the new session when an identity opens one', async () => {
    const client = createWidgetClient({ baseUrl, websiteToken: 'web', visitorToken: known });
    const user = await client.setUser({ identifier: 'c1', identifierHash: 'abc' });
    expect(user).toEqual({ contactId: 9, visitorToken: 'other.session.token' });
    expect(asked[0]?.body).toEqual({ identifier: 'c1', identifier_hash: 'abc' });
  });

  it('has no conversation before the first message', async () => {
    const client = createWidgetClient({ baseUrl, websiteToken: 'web', visitorToken: known });
    expect(await client.conversation()).toBeNull();
  });

  it('must be somebody before it can say anything', async () => {
    const client = createWidgetClient({ baseUrl, websiteToken: 'web' });
    await expect(client.sendMessage({ content: 'Hi' })).rejects.toThrow(/visitorToken/);
  });
});
