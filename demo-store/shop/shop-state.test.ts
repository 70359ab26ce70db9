import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openShopStore } from './shop-state.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shop-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const session = (id: string) => ({
  id,
  customerId: null,
  cart: [],
  orderNumbers: [],
  startedAt: '2026-01-01T00:00:00.000Z',
});

describe('openShopStore', () => {
  it('starts with the next order number and orders of both customers', () => {
    const { state } = openShopStore();
    expect(state.nextOrderNumber).toBe(1042);
    expect(new Set(state.orders.map((order) => order.customerId))).toEqual(new Set(['1001', '1002']));
  });

  it('finds what was saved, in a folder it made itself', () => {
    const file = join(folder, 'data', 'shop.json');
    const store = openShopStore(file);
    store.state.sessions.push(session('s1'));
    store.state.nextOrderNumber = 1050;
    store.save();
    expect(openShopStore(file).state).toEqual(store.state);
    expect(readdirSync(join(folder, 'data'))).toEqual(['shop.json']);
  });

  it('forgets what was not saved', () => {
    const file = join(folder, 'shop.json');
    openShopStore(file).state.nextOrderNumber = 7;
    expect(openShopStore(file).state.nextOrderNumber).toBe(1042);
  });

  it('says which file it cannot read and what to do, and leaves it alone', () => {
    const file = join(folder, 'shop.json');
    for (const text of ['{"half', '{"orders": 3}']) {
      writeFileSync(file, text);
      expect(() => openShopStore(file)).toThrow(`in ${file}. Move that file away`);
    }
  });
});
