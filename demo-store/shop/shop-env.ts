import type { Product } from './catalogue.ts';
import type { Customer } from './customers.ts';
import type { Session, ShopStore } from './shop-state.ts';
import type { Switches } from './switches.ts';
import type { Theme } from './theme.ts';

/** What the shop's pages work with; tests hand in their own catalogue or customers. */
export interface ShopDeps {
  products: Product[];
  customers: Customer[];
  store: ShopStore;
  switches: Switches;
  theme: Theme;
  /** Origin of our server, where the tag's script comes from. */
  chatServerUrl: string;
  storeKey: string;
  /** Signs who is logged in, for the chat; undefined while the store has none. */
  proofKey(): string | undefined;
  /** Signs the session cookie. */
  secret: string;
  deskUrl: string | undefined;
  now: () => Date;
}

/** What middleware leaves for the pages; `session` is absent until a visitor puts something in the cart or logs in. */
export interface ShopEnv {
  Variables: { session: Session | undefined; nonce: string | undefined };
}
