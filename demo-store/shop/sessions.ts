import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import { deleteCookie, getSignedCookie, setSignedCookie } from 'hono/cookie';
import { createMiddleware } from 'hono/factory';
import type { Customer } from './customers.ts';
import type { ShopDeps, ShopEnv } from './shop-env.ts';
import type { Session } from './shop-state.ts';

const cookieName = 'hornero_session';
const maxAgeSeconds = 30 * 24 * 60 * 60;

/** Finds the visitor's session by their signed cookie. Looking around sets no cookie and makes no session. */
export function readSession({ store, secret }: ShopDeps) {
  return createMiddleware<ShopEnv>(async (c, next) => {
    const id = await getSignedCookie(c, secret, cookieName);
    c.set('session', id ? store.state.sessions.find((session) => session.id === id) : undefined);
    await next();
  });
}

/** The visitor's session, made now if there is none. */
export async function ensureSession(c: Context<ShopEnv>, deps: ShopDeps): Promise<Session> {
  const known = c.get('session');
  if (known) return known;
  return startSession(c, deps, { customerId: null, cart: [], orderNumbers: [] });
}

/** Logs in under a new id (an id known from before must not become a login); the cart comes along. */
export async function logIn(c: Context<ShopEnv>, deps: ShopDeps, customer: Customer): Promise<void> {
  const before = endSession(c, deps);
  const { cart, orderNumbers } = before ?? { cart: [], orderNumbers: [] };
  await startSession(c, deps, { customerId: customer.id, cart, orderNumbers });
}

/** Forgets the whole session: on a shared computer the next person finds no cart and no orders. */
export function logOut(c: Context<ShopEnv>, deps: ShopDeps): void {
  endSession(c, deps);
  deleteCookie(c, cookieName);
  deps.store.save();
}

async function startSession(
  c: Context<ShopEnv>,
  { store, secret, now }: ShopDeps,
  content: Omit<Session, 'id' | 'startedAt'>,
): Promise<Session> {
  const session: Session = { id: randomUUID(), startedAt: now().toISOString(), ...content };
  const oldest = new Date(now().getTime() - maxAgeSeconds * 1000).toISOString();
  store.state.sessions = [...store.state.sessions.filter(({ startedAt }) => startedAt > oldest), session];
  store.save();
  c.set('session', session);
  await setSignedCookie(c, cookieName, session.id, secret, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    maxAge: maxAgeSeconds,
  });
  return session;
}

function endSession(c: Context<ShopEnv>, { store }: ShopDeps): Session | undefined {
  const session = c.get('session');
  store.state.sessions = store.state.sessions.filter((one) => one !== session);
  c.set('session', undefined);
  return session;
}
