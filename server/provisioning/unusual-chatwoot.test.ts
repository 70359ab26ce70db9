import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningChatwoot, startChatwoot } from '../../demo-store/chatwoot/start-chatwoot.ts';
import type { OpenDatabase } from '../db/open-database.ts';
import { openTestDatabase } from '../db/test-database.ts';
import { startGuardedFront } from '../guard/test-kit.ts';
import { SetupError } from './run-setup.ts';
import { createTestKit, platformToken, stepOf, type TestKit } from './test-kit.ts';
import { createTestProcess, type Intercept } from './test-process.ts';

let db: OpenDatabase;
let chatwoot: RunningChatwoot;
let kit: TestKit;

beforeAll(async () => {
  db = await openTestDatabase();
  chatwoot = await startChatwoot({ port: 0, publicUrl: 'http://127.0.0.1', platformToken, browserFiles: '.' });
  kit = createTestKit(db, chatwoot.url);
});
afterAll(async () => {
  await chatwoot.stop();
  await db.close();
});

describe('a Chatwoot that is not as one would like', () => {
  it('gives its administrator a new token: set-up learns it', async () => {
    const shop = await kit.newStore();
    await kit.provision(shop.id);
    const { account } = await kit.store.load(shop.id);
    const { adminUserId, adminEmail, adminToken } = account ?? {};
    await kit.store.saveAdministrator(shop.id, {
      userId: adminUserId ?? 0,
      email: adminEmail ?? '',
      token: 'outdated',
    });
    expect(stepOf(await kit.provision(shop.id), 'membership').outcome).toBe('changed');
    expect((await kit.store.load(shop.id)).account?.adminToken).toBe(adminToken);
  });

  it('cannot list its accounts: set-up makes one, and doubts only if it was cut off there', async () => {
    const intercept: Intercept = (method, path) =>
      method === 'GET' && path === '/platform/api/v1/accounts' ? serverError() : undefined;
    const whole = createTestProcess({ intercept });
    const calm = await kit.provision((await kit.newStore()).id, {}, whole);
    expect(stepOf(calm, 'account').outcome).toBe('done');

    const shop = await kit.newStore();
    const dieAfter = whole.effectsUntil('POST /platform/api/v1/accounts') ?? 0;
    await expect(kit.provision(shop.id, {}, createTestProcess({ intercept, dieAfter }))).rejects.toThrow(SetupError);
    const report = await kit.provision(shop.id, {}, createTestProcess({ intercept }));
    expect(stepOf(report, 'account')).toMatchObject({
      outcome: 'warning',
      message: expect.stringMatching(/look for a second/),
    });
  });

  it('throttles the probe: what is not known is looked at by the next run', async () => {
    const intercept: Intercept = (method, path) =>
      method === 'POST' && path === '/api/v1/widget/conversations'
        ? new Response('Retry later\n', { status: 429 })
        : undefined;
    const shop = await kit.newStore();
    const report = await kit.provision(shop.id, {}, createTestProcess({ intercept }));
    expect(report.sessionMoves).toEqual({
      contact: 'open',
      message: 'open',
      conversation: 'unknown',
      setUser: 'open',
    });
    expect(stepOf(report, 'identity-routes').outcome).toBe('warning');
    expect(await kit.leftovers(shop.id)).toEqual([]);
    expect((await kit.provision(shop.id)).sessionMoves?.conversation).toBe('open');
  });

  it('stands behind a guard: every route shows as guarded', async () => {
    const front = await startGuardedFront(chatwoot.url);
    const guarded = createTestKit(db, front.url);
    const shop = await guarded.newStore();
    const report = await guarded.provision(shop.id);
    expect(report.sessionMoves).toEqual({
      contact: 'guarded',
      message: 'guarded',
      conversation: 'guarded',
      setUser: 'guarded',
    });
    expect(stepOf(report, 'identity-routes').outcome).toBe('done');
    expect(await guarded.leftovers(shop.id)).toEqual([]);
    await front.stop();
  });

  it('stands open: set-up says so and where to read on, and goes on', async () => {
    const report = await kit.provision((await kit.newStore()).id);
    expect(stepOf(report, 'identity-routes')).toMatchObject({
      outcome: 'warning',
      message: expect.stringMatching(/PATCH \/contact\/set_user\. Customers are safe.*docs\/guard\.md/),
    });
  });

  it('is too old: set-up warns and goes on', async () => {
    const intercept: Intercept = (_method, path) =>
      path === '/api' ? Response.json({ version: '4.10.0' }) : undefined;
    const report = await kit.provision((await kit.newStore()).id, {}, createTestProcess({ intercept }));
    expect(stepOf(report, 'version')).toMatchObject({
      outcome: 'warning',
      message: expect.stringMatching(/4\.10\.0.*4\.14/),
    });
  });

  it('cannot be reached: the error says how far set-up came and what to do', async () => {
    const intercept: Intercept = (_method, path) => (path.endsWith('/inboxes') ? serverError() : undefined);
    const failure = await kit
      .provision((await kit.newStore()).id, {}, createTestProcess({ intercept }))
      .catch((error) => error);
    expect(failure).toBeInstanceOf(SetupError);
    expect(failure).toMatchObject({ step: 'website-inbox', message: expect.stringMatching(/HTTP 500.*Run it again/) });
    expect(failure.report.steps).toHaveLength(6);
  });
});

function serverError(): Response {
  return Response.json({ status: 500, error: 'Internal Server Error' }, { status: 500 });
}
