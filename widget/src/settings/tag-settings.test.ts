import { beforeEach, expect, it } from 'vitest';
import { demoSettings } from '../test-support/demo-settings.ts';
import { withTagSettings } from './tag-settings.ts';

beforeEach(() => {
  document.documentElement.lang = '';
});

it('keeps the settings of the store when the tag says nothing', () => {
  const { texts, ...settings } = demoSettings();
  expect(withTagSettings(demoSettings(), {})).toEqual({ ...settings, words: texts.en, launcher: 'Chat with us' });
});

it('lets the tag decide for its page', () => {
  const tag = {
    position: 'left',
    color: '#ffffff',
    locale: 'nl',
    launcher: 'Vraag het ons',
    offsetX: '0',
    zIndex: '9',
  };
  expect(withTagSettings(demoSettings(), tag)).toMatchObject(tag);
});

it('leaves what a tag has no say in alone', () => {
  const tag = { widget: 'false', storeKey: 'other', cfsettings: 'x' };
  expect(withTagSettings(demoSettings(), tag)).toMatchObject({ widget: true, storeKey: 'demo' });
});

it.each([
  ['the page’s own language', 'nl', {}, 'nl'],
  ['the language that a region speaks', 'nl-BE', {}, 'nl'],
  ['what the tag says before what the page says', 'nl', { locale: 'en' }, 'en'],
  ['a language however it is spelled', 'NL-be', {}, 'nl'],
  ['the browser’s language rather than one whose name begins alike', 'nld', {}, 'en'],
  ['the browser’s language where there are no words in the page’s', 'fi', {}, 'en'],
])('speaks %s', (_, lang, tag, spoken) => {
  document.documentElement.lang = lang;
  expect(withTagSettings(demoSettings(), tag).locale).toBe(spoken);
});

it('speaks the store’s language where it knows no other that is wanted', () => {
  const texts = { nl: { launcher: 'Chat met ons' } };
  expect(withTagSettings(demoSettings({ texts, locale: 'nl' }), {}).launcher).toBe('Chat met ons');
});

it('is a contact form on pages whose tag says so, and has no business with Chatwoot there', () => {
  expect(withTagSettings(demoSettings(), { mode: 'form' })).toMatchObject({ chat: false, chatwoot: null });
  expect(withTagSettings(demoSettings())).toMatchObject({ chat: true });
});
