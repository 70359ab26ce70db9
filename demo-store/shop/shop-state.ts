import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { cartLineSchema } from './cart.ts';
import { orderSchema } from './orders.ts';
import { pastOrders } from './past-orders.ts';

const sessionSchema = z.object({
  id: z.string(),
  customerId: z.string().nullable(),
  cart: z.array(cartLineSchema),
  /** Orders placed in this browser, which may look at them again without an account. */
  orderNumbers: z.array(z.int()),
  startedAt: z.iso.datetime(),
});
export type Session = z.infer<typeof sessionSchema>;

const stateSchema = z.object({
  nextOrderNumber: z.int(),
  orders: z.array(orderSchema),
  sessions: z.array(sessionSchema),
});
type ShopState = z.infer<typeof stateSchema>;

export interface ShopStore {
  state: ShopState;
  /** Call it after every change. On return the change is on disk, whole. */
  save(): void;
}

/**
 * Carts, logins and orders: in memory, and in one JSON file when there is a `dataFile`.
 * @throws Error when the file is there but cannot be used
 */
export function openShopStore(dataFile?: string): ShopStore {
  if (!dataFile) return { state: freshState(), save: () => undefined };
  const state = readState(dataFile) ?? freshState();
  return { state, save: () => writeWhole(dataFile, JSON.stringify(state)) };
}

function freshState(): ShopState {
  return { nextOrderNumber: 1042, orders: pastOrders(new Date()), sessions: [] };
}

function readState(file: string): ShopState | undefined {
  try {
    return stateSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new Error(`The shop cannot read its data in ${file}. Move that file away to start afresh.`, { cause: error });
  }
}

/** Written beside and renamed: whoever stops us half-way leaves the old file whole. */
function writeWhole(file: string, text: string) {
  mkdirSync(dirname(file), { recursive: true });
  const fresh = `${file}.new`;
  const handle = openSync(fresh, 'w', 0o600);
  try {
    writeFileSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(fresh, file);
}
