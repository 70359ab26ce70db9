import { expect, it } from 'vitest';
import { demoSettings } from '../test-support/demo-settings.ts';
import { withTagSettings } from './tag-settings.ts';

it('keeps the settings of the store when the tag says nothing', () => {
  expect(withTagSettings(demoSettings(), {})).toEqual({ ...demoSettings(), launcher: 'Chat with us' });
});

it('lets the tag decide for its page', () => {
  const tag = { position: 'left', color: '#ffffff', locale: 'nl', launcher: 'Vraag het ons' };
  expect(withTagSettings(demoSettings(), tag)).toMatchObject(tag);
});

it('does not take a position that there is not', () => {
  expect(withTagSettings(demoSettings(), { position: 'top' }).position).toBe('right');
});

it('leaves what a tag has no say in alone', () => {
  const tag = { widget: 'false', storeKey: 'other', cfsettings: 'x' };
  expect(withTagSettings(demoSettings(), tag)).toMatchObject({ widget: true, storeKey: 'demo' });
});
