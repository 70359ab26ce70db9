import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { demoSettings } from '../test-support/demo-settings.ts';
import { leavePage, part } from '../test-support/open-page.ts';

let warn: ReturnType<typeof vi.spyOn>;
beforeEach(() => {
  warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
});
afterEach(() => {
  document.querySelector('[data-storefront-chat=settings]')?.remove();
  leavePage();
  vi.restoreAllMocks();
});

const settings = JSON.stringify(demoSettings({ storeKey: 'file' }));
let runs = 0;

/** The file runs whenever it is asked for under another address. */
const runFile = () => import(/* @vite-ignore */ `/widget/src/loader/shop-file.ts?run=${runs++}`);

function addBlock(text: string, attributes: Record<string, string> = {}) {
  const block = document.createElement('script');
  block.type = 'application/json';
  Object.assign(block.dataset, { storefrontChat: 'settings', ...attributes });
  block.textContent = text;
  document.body.append(block);
  return block;
}

/** The page is being read until it says that it has been. */
function bePageOnItsWay(): () => void {
  const state = vi.spyOn(document, 'readyState', 'get').mockReturnValue('loading');
  return () => {
    state.mockReturnValue('interactive');
    dispatchEvent(new Event('DOMContentLoaded'));
  };
}

it('goes by the settings in the page, and by what the block says of this page', async () => {
  addBlock(settings, { launcher: 'Ask the shop' });
  await runFile();
  expect(part('.launcher')?.textContent).toBe('Ask the shop');
  expect(warn).not.toHaveBeenCalled();
});

it.each([
  ['stand further down than we', ''],
  ['are still being read', settings.slice(0, 40)],
])('waits for settings that %s', async (_, soFar) => {
  const arrive = bePageOnItsWay();
  const block = soFar ? addBlock(soFar) : undefined;
  await runFile();
  expect([part('.launcher'), warn.mock.calls]).toEqual([undefined, []]);
  if (block) block.textContent = settings;
  else addBlock(settings);
  arrive();
  expect(part('.launcher')?.textContent).toBe('Chat with us');
  expect(warn).not.toHaveBeenCalled();
});

it('says in one line that a page has none, once that is certain', async () => {
  const arrive = bePageOnItsWay();
  await runFile();
  expect(warn).not.toHaveBeenCalled();
  arrive();
  expect(warn.mock.calls).toEqual([['storefront-chat: settings: Error: none in this page']]);
});
