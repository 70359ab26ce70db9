import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openShop, type Shop } from '../testing/open-shop.ts';
import { numberAt, textAt } from '../testing/value-at.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.chatwoot.stop());

const newUser = (email: string) => shop.platform('POST', '/users', { name: email, email, password: 'Secret1!' });

describe('the Platform API', () => {
  it('opens to the platform token only, and that token to nothing else (rule 21)', async () => {
    const { chatwoot, accountId, anybody } = shop;
    const refused = await anybody('GET', '/platform/api/v1/accounts', undefined, { api_access_token: 'guess' });
    expect(refused).toMatchObject({ status: 401, body: { error: 'Invalid access_token' } });
    const token = { api_access_token: 'platform-token-of-the-tests' };
    const bot = await anybody('GET', `/api/v1/accounts/${accountId}/labels`, undefined, token);
    expect(bot).toMatchObject({
      status: 401,
      body: { error: 'Access to this endpoint is not authorized for bots' },
    });
    expect((await fetch(`${chatwoot.url}/platform/api/v1/accounts?api_access_token=x`)).status).toBe(401);
  });

  it('replaces limits and attributes, switches features one by one (rule 23)', async () => {
    const { body } = await shop.platform('POST', '/accounts', {
      name: 'Second',
      custom_attributes: { a: 1 },
      features: { sla: 'false' },
    });
    expect(body).toMatchObject({ features: { sla: true } });
    const path = `/accounts/${numberAt(body, 'id')}`;
    const changed = await shop.platform('PATCH', path, { custom_attributes: { b: 2 }, features: { sla: false } });
    expect(changed.body).toMatchObject({ name: 'Second', custom_attributes: { b: 2 } });
    expect(changed.body).not.toHaveProperty('features.sla');
    expect((await shop.platform('PATCH', path, { features: { teleport: true } })).status).toBe(500);
    expect((await shop.platform('POST', '/accounts', { account_name: 'Third' })).status).toBe(422);
  });

  it('gives an existing user as they are, and may touch them from then on (rules 22, 24)', async () => {
    const invited = await shop.admin('POST', '/agents', { name: 'Cleo', email: 'cleo@shop.example' });
    const path = `/users/${numberAt(invited.body, 'id')}`;
    expect(await shop.platform('GET', path)).toMatchObject({
      status: 401,
      body: { error: 'Non permissible resource' },
    });
    const { body } = await shop.platform('POST', '/users', {
      name: 'Other',
      email: 'CLEO@shop.example',
      password: 'x',
    });
    expect(body).toMatchObject({ name: 'Cleo', access_token: expect.any(String) });
    expect((await shop.platform('GET', path)).status).toBe(200);
  });

  it('keeps one membership per user, whatever is posted (rule 25)', async () => {
    const { body } = await newUser('dora@shop.example');
    const path = `/accounts/${shop.accountId}/account_users`;
    const first = await shop.platform('POST', path, { user_id: numberAt(body, 'id') });
    const second = await shop.platform('POST', path, { user_id: numberAt(body, 'id'), role: 'administrator' });
    expect([first.body, second.body]).toMatchObject([{ role: 'agent' }, { role: 'administrator' }]);
    expect(numberAt(second.body, 'id')).toBe(numberAt(first.body, 'id'));
  });

  it('signs in once with a login link (rule 26)', async () => {
    const { body } = await shop.platform('GET', `/users/${shop.agentId}/login`);
    const link = new URL(textAt(body, 'url'));
    expect(link.origin).toBe('http://chatwoot.example');
    const claim = Object.fromEntries(link.searchParams);
    const signIn = () => shop.anybody('POST', '/auth/sign_in', claim);
    expect(await signIn()).toMatchObject({ status: 200, body: { data: { email: 'ben@shop.example' } } });
    expect(await signIn()).toMatchObject({ status: 401, body: { success: false } });
  });

  it('deletes later, and has a broken list of accounts from then on (rules 22, 62)', async () => {
    const other = await openShop();
    const path = `/accounts/${other.accountId}`;
    expect(await other.platform('DELETE', path)).toMatchObject({ status: 200, text: '' });
    expect((await other.platform('GET', path)).status).toBe(200);
    await expect.poll(async () => (await other.platform('GET', path)).status).toBe(404);
    expect((await other.platform('GET', '/accounts')).status).toBe(500);
    await other.chatwoot.stop();
  });
});
