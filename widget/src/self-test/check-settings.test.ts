import { afterEach, expect, it } from 'vitest';
import { withTagSettings } from '../settings/tag-settings.ts';
import { demoSettings } from '../test-support/demo-settings.ts';
import { checkSettings } from './check-settings.ts';
import type { SelfTestPage } from './finding.ts';

afterEach(() => {
  document.documentElement.lang = '';
});

function look(tag: DOMStringMap = {}) {
  const page = { settings: withTagSettings(demoSettings(), tag) } as SelfTestPage;
  return Object.fromEntries(checkSettings(page, tag).map(({ label, value }) => [label, value]));
}

it.each<[string, string, DOMStringMap, RegExp]>([
  ['the tag', 'en', { locale: 'nl' }, /^nl, by data-locale$/],
  ['the page', 'nl-BE', {}, /^nl, by lang="nl-BE" of the page$/],
  ['the browser', 'ja', {}, /^en, by the browser \(en.*\), as the page’s “ja” is not offered$/],
  ['the browser, where the page names none', '', {}, /^en, by the browser \(en.*\), as the page names none$/],
])('says that the language is chosen by %s', (_, lang, tag, words) => {
  document.documentElement.lang = lang;
  expect(look(tag).Language).toMatch(words);
});

it('names what the tag has changed, and the build', () => {
  const found = look({ position: 'left', offsetY: '96', nonsense: '1' });
  expect(found.Look).toBe(
    '#2f5d50, 56 px, left, 20 × 96 px from the corner, layer 2147482999; from data-*: position, offsetY',
  );
  expect(found.Version).toContain('build abc, from https://chat.example');
});

it('says where settings come from that the shop brings itself', () => {
  expect(look({ storefrontChat: 'settings' }).Version).toMatch(/from this page, which `stores set` does not reach$/);
});
