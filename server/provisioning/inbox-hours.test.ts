import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningChatwoot, startChatwoot } from '../../demo-store/chatwoot/start-chatwoot.ts';
import type { OpenDatabase } from '../db/open-database.ts';
import { openTestDatabase } from '../db/test-database.ts';
import { type OpeningHours, openingHoursSchema } from '../opening-hours/index.ts';
import { connectStore } from './connect-store.ts';
import { createTestKit, platformToken, stepOf, type TestKit } from './test-kit.ts';
import { createTestProcess } from './test-process.ts';
import { writeOpeningHours } from './write-opening-hours.ts';

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

const openingHours: OpeningHours = openingHoursSchema.parse({
  timeZone: 'Europe/Amsterdam',
  week: {
    monday: [
      ['09:00', '12:00'],
      ['13:00', '17:30'],
    ],
    friday: [['18:00', '24:00']],
    saturday: [['00:00', '24:00']],
  },
  holidays: [{ date: '2026-12-25' }],
});

const asChatwootHasThem = {
  isLimited: true,
  timeZone: 'Europe/Amsterdam',
  sunday: 'closed',
  monday: '09:00–17:30',
  tuesday: 'closed',
  friday: '18:00–23:59',
  saturday: 'all day',
};

async function hoursOf(storeId: string) {
  const [website] = await kit.inboxesOf(storeId);
  return website?.workingHours;
}

describe('set-up', () => {
  it('tells Chatwoot the hours, and says what it cannot hold', async () => {
    const shop = await kit.newStore();
    await kit.changeStore(shop.id, { openingHours });
    const step = stepOf(await kit.provision(shop.id), 'opening-hours');
    expect(step).toMatchObject({
      outcome: 'changed',
      changed: expect.arrayContaining([{ what: 'Friday', from: '09:00–17:00', to: '18:00–23:59' }]),
    });
    expect(step.message).toMatch(/one span a day: the pauses of Monday are ours alone\. Chatwoot knows no holidays/);
    expect(await hoursOf(shop.id)).toMatchObject(asChatwootHasThem);

    const again = createTestProcess();
    expect(stepOf(await kit.provision(shop.id, {}, again), 'opening-hours').outcome).toBe('unchanged');
    expect(again.writes).toEqual([]);
  });

  it('gives an inbox that it was connected to the hours of the store', async () => {
    const { shop, target, hoursOfInbox } = await connectable();
    await kit.changeStore(shop.id, { openingHours });
    const report = await connectStore({ store: kit.store }, shop.id, target);
    expect(stepOf(report, 'opening-hours').outcome).toBe('changed');
    expect(await hoursOfInbox()).toMatchObject(asChatwootHasThem);
  });

  it('leaves the owner’s hours of such an inbox alone while the store has none', async () => {
    const { shop, target, hoursOfInbox } = await connectable();
    const report = await connectStore({ store: kit.store }, shop.id, target);
    expect(stepOf(report, 'opening-hours').outcome).toBe('unchanged');
    expect(await hoursOfInbox()).toMatchObject({ isLimited: true, sunday: '10:00–11:00' });
  });
});

/** A store, and an inbox with hours of its owner's for it to be connected to. */
async function connectable() {
  const owner = await kit.newStore();
  await kit.provision(owner.id);
  const account = await kit.accountOf(owner.id);
  const { id } = await account.inboxes.create('website', { name: 'Old', websiteUrl: 'https://old.example' });
  await account.inboxes.updateHours(id, { isLimited: true, sunday: '10:00–11:00' });
  const known = (await kit.store.load(owner.id)).account;
  const target = {
    baseUrl: chatwoot.url,
    accountId: known?.chatwootAccountId ?? 0,
    adminToken: known?.adminToken ?? '',
    inboxId: id,
  };
  const hoursOfInbox = async () => (await account.inboxes.show(id)).workingHours;
  return { shop: await kit.newStore('to-connect'), target, hoursOfInbox };
}

describe('changing the hours', () => {
  it('reaches Chatwoot at once, and leaves a day alone that the owner changed there', async () => {
    const shop = await kit.newStore();
    await kit.changeStore(shop.id, { openingHours });
    await kit.provision(shop.id);
    const [website] = await kit.inboxesOf(shop.id);
    await (await kit.accountOf(shop.id)).inboxes.updateHours(website?.id ?? 0, { monday: '08:00–10:00' });

    const week = { ...openingHours.week, tuesday: [['09:00', '17:30'] as [string, string]] };
    await kit.changeStore(shop.id, { openingHours: { ...openingHours, week } });
    const report = await writeOpeningHours({ store: kit.store }, shop.id);
    expect(report?.steps).toMatchObject([
      { outcome: 'changed', changed: [{ what: 'Tuesday' }], kept: [{ what: 'Monday', value: '08:00–10:00' }] },
    ]);
    await writeOpeningHours({ store: kit.store }, shop.id, { overwrite: true });
    expect(await hoursOf(shop.id)).toMatchObject({ monday: '09:00–17:30', tuesday: '09:00–17:30' });
  });

  it('to always ends them at Chatwoot too', async () => {
    const shop = await kit.newStore();
    await kit.changeStore(shop.id, { openingHours });
    await kit.provision(shop.id);
    await kit.changeStore(shop.id, { openingHours: null });
    const report = await writeOpeningHours({ store: kit.store }, shop.id);
    expect(report?.steps).toMatchObject([{ changed: [{ what: 'working hours', from: true, to: false }] }]);
    expect(await hoursOf(shop.id)).toMatchObject({ isLimited: false });
  });

  it('says which days Chatwoot passed over without a word', async () => {
    const shop = await kit.newStore();
    await kit.provision(shop.id);
    // Chatwoot's day has no length: to the schema this is a span, to Chatwoot it closes when it opens.
    const lastMinute = { ...openingHours.week, friday: [['23:59', '24:00'] as [string, string]] };
    await kit.changeStore(shop.id, { openingHours: { ...openingHours, week: lastMinute } });
    const report = await writeOpeningHours({ store: kit.store }, shop.id);
    expect(report?.steps).toMatchObject([
      {
        outcome: 'warning',
        message: expect.stringMatching(/did not take over: Friday\./),
        changed: expect.not.arrayContaining([expect.objectContaining({ what: 'Friday' })]),
      },
    ]);
    const again = await writeOpeningHours({ store: kit.store }, shop.id);
    expect(again?.steps).toMatchObject([{ outcome: 'warning' }]);
  });

  it('waits for set-up while the store has no inbox', async () => {
    const shop = await kit.newStore();
    expect(await writeOpeningHours({ store: kit.store }, shop.id)).toBeNull();
  });
});
