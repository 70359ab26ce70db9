import type { Context, MiddlewareHandler } from 'hono';
import type { Chatwoot } from '../chatwoot.ts';
import { json } from '../http/answers.ts';
import { Failure, refused, unauthorized } from '../http/failures.ts';
import { int } from '../http/params.ts';
import type { ParamsVariables } from '../http/with-params.ts';
import { findById, membershipOf } from '../state/find.ts';
import type { AccountRow, UserRow } from '../state/rows.ts';

/** Who asks, in which account, and as what. */
export type Caller = { user: UserRow; account: AccountRow; isAdministrator: boolean };

export type SignedInEnv = { Variables: ParamsVariables & { user: UserRow } };
export type ApplicationEnv = { Variables: ParamsVariables & { user: UserRow; caller: Caller } };

/** Rule 21: a user's own token, in either spelling of the header; there is no other form. */
export function signedIn(chatwoot: Chatwoot): MiddlewareHandler<SignedInEnv> {
  return async (c, next) => {
    c.set('user', userOfToken(chatwoot, c));
    await next();
  };
}

function userOfToken(chatwoot: Chatwoot, c: Context): UserRow {
  const token = c.req.header('api_access_token') ?? c.req.header('api-access-token');
  if (token === undefined) {
    const errors = ['You need to sign in or sign up before continuing.'];
    throw new Failure('no token', () => json({ errors }, 401));
  }
  if (token === chatwoot.platformToken) {
    throw refused(401, 'Access to this endpoint is not authorized for bots');
  }
  const user = chatwoot.state.users.find((row) => row.access_token === token);
  if (user === undefined) throw refused(401, 'Invalid Access Token');
  return user;
}

/** Members only, and only while the account is active. */
export function inAccount(chatwoot: Chatwoot): MiddlewareHandler<ApplicationEnv> {
  return async (c, next) => {
    const { user } = c.var;
    const account = findById(chatwoot.state.accounts, int(c.req.param('account_id')));
    const member = membershipOf(chatwoot, account, user);
    if (member === undefined) throw refused(401, 'You are not authorized to access this account');
    if (account.status === 'suspended') throw refused(401, 'Account is suspended');
    c.set('caller', { user, account, isAdministrator: member.role === 'administrator' });
    await next();
  };
}

/** Rule 29: what only administrators may. */
export const administratorOnly: MiddlewareHandler<ApplicationEnv> = async (c, next) => {
  if (!c.var.caller.isAdministrator) throw unauthorized();
  await next();
};
