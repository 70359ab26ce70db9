import { beforeEach, expect, it, vi } from 'vitest';
import { installPublicApi, type StorefrontChat } from './public-api.ts';

beforeEach(() => {
  delete window.StorefrontChat;
});

const api = () => window.StorefrontChat as StorefrontChat;

it('replays calls made before start-up, in order', async () => {
  const installed = installPublicApi();
  const made: boolean[] = [];
  api().open();
  api().close();
  api().open();
  installed?.start((isOpen) => made.push(isOpen));
  await vi.waitFor(() => expect(made).toEqual([true, false, true]));
});

it('replays what a page queued before our script came', async () => {
  const opened = vi.fn();
  window.StorefrontChat = { q: [['on', 'opened', opened], ['open']] };
  const installed = installPublicApi();
  installed?.start((isOpen) => isOpen && installed.emit('opened'));
  await vi.waitFor(() => expect(opened).toHaveBeenCalledOnce());
});

it('takes queued calls after start-up too', async () => {
  const setOpen = vi.fn();
  installPublicApi()?.start(setOpen);
  api().q.push(['open']);
  await vi.waitFor(() => expect(setOpen).toHaveBeenCalledWith(true));
});

it('leaves the first one in charge when the tag is included twice', () => {
  installPublicApi();
  const first = window.StorefrontChat;
  expect(installPublicApi()).toBeUndefined();
  expect(window.StorefrontChat).toBe(first);
});

it('tells listeners what happened until they stop listening', async () => {
  const installed = installPublicApi();
  const listener = vi.fn();
  const stop = api().on('unavailable', listener);
  installed?.emit('unavailable', 'offline');
  await vi.waitFor(() => expect(listener).toHaveBeenCalledExactlyOnceWith('offline'));
  stop();
  installed?.emit('unavailable', 'timeout');
  await new Promise((resolve) => setTimeout(resolve));
  expect(listener).toHaveBeenCalledOnce();
});
