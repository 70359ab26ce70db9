import type { IdTable } from '../../state/state.ts';
import type { Exchange } from '../exchange.ts';

/** A call that the recordings left out, but that what follows stands on. */
export type Preparation = {
  request: Exchange['request'];
  /** Ids that the recordings show later for what this makes. */
  ids?: Ids;
  /** An answer with placeholders in it, to learn their values from ours. */
  learn?: unknown;
  times?: number;
};

type Ids = Partial<Record<IdTable | 'numbers', number>>;
type Extra = Pick<Preparation, 'ids' | 'learn' | 'times'>;

function call(method: string, path: string, headers: Record<string, string>, body: unknown, extra: Extra): Preparation {
  return { request: { method, path, headers, body }, ...extra };
}

export const platform = (method: string, path: string, body: unknown, extra: Extra = {}) =>
  call(method, `/platform/api/v1${path}`, { api_access_token: '{{platform_token}}' }, body, extra);

export const admin = (method: string, path: string, body: unknown, extra: Extra = {}) =>
  call(method, `/api/v1/accounts/15${path}`, { api_access_token: '{{admin_token}}' }, body, extra);

export const otherAccount = (method: string, path: string, body: unknown, extra: Extra = {}) =>
  call(method, `/api/v1/accounts/16${path}`, { api_access_token: '{{admin_token}}' }, body, extra);

export const agent = (method: string, path: string, body: unknown, extra: Extra = {}) =>
  call(method, `/api/v1/accounts/15${path}`, { api_access_token: '{{agent_token}}' }, body, extra);

export const anybody = (method: string, path: string, body: unknown, extra: Extra = {}) =>
  call(method, path, {}, body, extra);

/** A new visitor of an inbox; later requests use the token as `{{jwt:name}}`. */
export const visitor = (name: string, contactId: number, inbox = 'website_token') =>
  call('POST', `/api/v1/widget/config?website_token={{${inbox}}}`, {}, null, {
    ids: { contacts: contactId },
    learn: { website_channel_config: { auth_token: `{{jwt:${name}}}` } },
  });

export const as = (
  name: string,
  method: string,
  path: string,
  body: unknown,
  extra: Extra & { inbox?: string } = {},
) => {
  const { inbox = 'website_token', ...rest } = extra;
  const url = `/api/v1/widget${path}?website_token={{${inbox}}}`;
  return call(method, url, { 'X-Auth-Token': `{{jwt:${name}}}` }, body, rest);
};

export const from = (address: string, preparation: Preparation): Preparation => {
  const { request } = preparation;
  return { ...preparation, request: { ...request, headers: { ...request.headers, 'x-forwarded-for': address } } };
};

/** Place of an exchange in its file -> what has to happen before it. */
export type Preparations = Record<number, Preparation[]>;
