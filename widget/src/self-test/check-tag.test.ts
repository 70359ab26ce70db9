import { afterEach, expect, it } from 'vitest';
import { withTagSettings } from '../settings/tag-settings.ts';
import { demoSettings } from '../test-support/demo-settings.ts';
import { checkTag } from './check-tag.ts';
import type { SelfTestPage } from './finding.ts';

const page = { settings: withTagSettings(demoSettings(), {}) } as SelfTestPage;
const ours = 'https://chat.example/w/demo.js';

afterEach(() => document.head.replaceChildren());

/** Scripts of a page, never fetched: they are data to the browser until they have a type that it runs. */
function addScript(attributes: Record<string, string>) {
  const script = document.createElement('script');
  for (const [name, value] of Object.entries(attributes)) script.setAttribute(name, value);
  document.head.append(script);
  return script;
}

const found = () => checkTag(page).map(({ label, verdict, value }) => `${label}: ${verdict}: ${value}`);

const asPrinted = { type: 'data', async: '', crossorigin: 'anonymous', src: ours };

it('a tag as we print it is fine', () => {
  addScript(asPrinted);
  expect(found()).toEqual(['Tag: good: found once', 'How it loads: good: beside the page']);
});

const block = { type: 'application/json', 'data-storefront-chat': 'settings' };

it('no tag is missed where the shop brings loader and settings itself', () => {
  addScript(block);
  expect(found()).toEqual(['Tag: good: none: the loader is a file of the shop']);
});

it.each<[string, Record<string, string>[], string]>([
  ['none', [], 'Tag: note: none: the loader is part of another file'],
  ['tag and shop file together', [asPrinted, block], 'Tag: note: found, and a shop file too'],
  ['two', [asPrinted, asPrinted], 'Tag: note: found 2 times'],
  [
    'one of another store',
    [asPrinted, { ...asPrinted, src: 'https://chat.example/w/other.js' }],
    'Tag: bad: another store’s is here too: https://chat.example/w/other.js',
  ],
  ['one that holds the page up', [{ type: 'data', src: ours }], 'How it loads: note: the page waits for it'],
  ['one without crossorigin', [{ type: 'data', async: '', src: ours }], 'How it loads: note: beside the page'],
  [
    'a plugin that delays scripts',
    [asPrinted, { type: 'rocketlazyloadscript' }],
    'Optimiser: note: a plugin changes the scripts of this page (rocket)',
  ],
  [
    'a plugin that marks scripts',
    [asPrinted, { type: 'data', 'data-cfasync': 'false' }],
    'Optimiser: note: a plugin changes the scripts of this page (cfasync)',
  ],
  [
    'Chatwoot’s own snippet',
    [asPrinted, { type: 'data', src: 'https://chatwoot.example/packs/js/sdk.js' }],
    'Second Chatwoot: bad: Chatwoot’s own snippet is on this page, too',
  ],
])('notices %s', (_, scripts, line) => {
  for (const script of scripts) addScript(script);
  expect(found()).toContain(line);
});

it('takes no other script of the shop for one of ours', () => {
  addScript(asPrinted);
  addScript({ type: 'data', src: 'https://shop.example/w/theme.js' });
  addScript({ type: 'data', defer: '', 'data-turbo-track': 'reload', src: 'https://shop.example/lazy.js' });
  expect(found()).toEqual(['Tag: good: found once', 'How it loads: good: beside the page']);
});
