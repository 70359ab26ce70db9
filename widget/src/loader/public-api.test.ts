import { beforeEach, expect, it, vi } from 'vitest';
import { installPublicApi, type StorefrontChat } from './public-api.ts';

beforeEach(() => {
  delete window.StorefrontChat;
});

const api = () => window.StorefrontChat as StorefrontChat;

it('replays calls made before start-up, in order', async () => {
  const installed = installPublicApi('demo');
  const made: string[] = [];
  api().open();
  api().close();
  api().open();
  installed?.start((name) => made.push(name));
  await vi.waitFor(() => expect(made).toEqual(['open', 'close', 'open']));
});

it('replays what a page queued before our script came', async () => {
  const opened = vi.fn();
  window.StorefrontChat = { q: [['on', 'opened', opened], ['open']] };
  const installed = installPublicApi('demo');
  installed?.start((name) => name === 'open' && installed.emit('opened'));
  await vi.waitFor(() => expect(opened).toHaveBeenCalledOnce());
});

it('takes queued calls after start-up too', async () => {
  const run = vi.fn();
  installPublicApi('demo')?.start(run);
  api().q.push(['open']);
  await vi.waitFor(() => expect(run).toHaveBeenCalledWith('open', undefined));
});

it('leaves the first one in charge when the tag is included twice', () => {
  installPublicApi('demo');
  const first = window.StorefrontChat;
  expect(installPublicApi('demo')).toBeUndefined();
  expect(window.StorefrontChat).toBe(first);
});

it('tells listeners what happened until they stop listening', async () => {
  const installed = installPublicApi('demo');
  const listener = vi.fn();
  const stop = api().on('unavailable', listener);
  installed?.emit('unavailable', 'offline');
  await vi.waitFor(() => expect(listener).toHaveBeenCalledExactlyOnceWith('offline'));
  stop();
  installed?.emit('unavailable', 'timeout');
  await new Promise((resolve) => setTimeout(resolve));
  expect(listener).toHaveBeenCalledOnce();
});

it('stops telling a listener that is taken off', async () => {
  const installed = installPublicApi('demo');
  const [kept, gone] = [vi.fn(), vi.fn()];
  api().on('opened', kept);
  api().on('opened', gone);
  api().off('opened', gone);
  installed?.emit('opened');
  await vi.waitFor(() => expect(kept).toHaveBeenCalledOnce());
  expect(gone).not.toHaveBeenCalled();
});

it.each([
  ['a call that there is not', () => api().q.push(['opne' as 'open']), 'no call opne'],
  ['a listener that is none', () => api().on('ready', 'now' as never), 'no function for ready'],
  ['the tag of another store', () => installPublicApi('other'), 'other ignored for demo'],
])('says in one line what is wrong with %s, and goes on', (_, wrong, line) => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  installPublicApi('demo');
  wrong();
  expect(warn).toHaveBeenCalledExactlyOnceWith(`storefront-chat: ${line}`);
  warn.mockRestore();
});
