import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createStore } from '../store.ts';
import { setUser } from './set-user.ts';
import { createWidgetApi } from './widget-api.ts';
import type { WidgetContext } from './widget-context.ts';
import { initialState } from './widget-state.ts';

vi.mock('./page-port.ts', () => ({ postToPage: (event: string, fields: object) => posted.push({ event, ...fields }) }));

const posted: Record<string, unknown>[] = [];
const channel = { websiteName: '', websiteToken: 't', widgetColor: '#000000', welcomeTitle: '', welcomeTagline: '' };
let context: WidgetContext;
let answers: Record<string, () => Response>;

beforeEach(() => {
  posted.length = 0;
  answers = {};
  context = { store: createStore(initialState(channel)), api: createWidgetApi('jwt-of-jane') };
  vi.stubGlobal('fetch', async (url: string) => (answers[url.replace(/\?.*/, '')] ?? (() => Response.json({})))());
});
afterEach(() => vi.unstubAllGlobals());

const route = '/api/v1/widget/contact/set_user';
const jane = { identifier: 'c_1', user: { name: 'Jane' } };

it('rule 7: refuses the replay of the SDK, which names nobody, with an empty object', async () => {
  await setUser(context, { name: 'Jane' } as never);
  expect(posted).toEqual([{ event: 'error', errorType: 'SET_USER_ERROR', data: {} }]);
});

it('reports a refusal as the server put it, and the page of a proxy as its text', async () => {
  answers[route] = () => Response.json({ error: 'HMAC failed' }, { status: 401 });
  await setUser(context, jane);
  answers[route] = () => new Response('<h1>Bad gateway</h1>', { status: 502 });
  await setUser(context, jane);
  expect(posted.map(({ data }) => data)).toEqual([{ error: 'HMAC failed' }, '<h1>Bad gateway</h1>']);
});

it('T45: a network error carries the token and the data of the visitor', async () => {
  answers[route] = () => {
    throw new TypeError('Failed to fetch');
  };
  await setUser(context, jane);
  expect(posted[0]?.data).toMatchObject({
    message: 'Network Error',
    code: 'ERR_NETWORK',
    config: { headers: { 'X-Auth-Token': 'jwt-of-jane' }, data: expect.stringContaining('c_1') },
  });
});

it('rule 66: after a switch it hands over the new session and forgets what was there', async () => {
  context.store.set({
    conversation: { id: 4 },
    messages: [{ id: 1, content: 'mine', message_type: 0, created_at: 1, conversation_id: 4 }],
    pending: { customAttributes: { order: 'A1' }, labels: ['vip'] },
  });
  answers[route] = () => Response.json({ id: 2, widget_auth_token: 'jwt-of-bob' });
  answers['/api/v1/widget/messages'] = () => Response.json({ payload: [] });
  await setUser(context, jane);
  expect(posted[0]).toEqual({ event: 'setAuthCookie', data: { widgetAuthToken: 'jwt-of-bob' } });
  expect(context.api.authToken()).toBe('jwt-of-bob');
  expect(context.store.get()).toMatchObject({
    conversation: {},
    messages: [],
    pending: { customAttributes: {}, labels: [] },
  });
});
