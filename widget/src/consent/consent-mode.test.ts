import { afterEach, beforeEach, expect, it } from 'vitest';
import { clearPage, gtag } from './test-support/page-signals.ts';
import { watch } from './test-support/watch.ts';

let end: AbortController;
beforeEach(() => {
  end = new AbortController();
});
afterEach(() => {
  end.abort();
  clearPage();
});

const [yes, no] = ['granted', 'denied'];
const inForce = async () => Object.values((await watch(end.signal)).now).join(' ');

it.each([
  ['half of marketing', { ad_user_data: yes }, 'pending pending pending'],
  ['half of it, half refused', { ad_user_data: yes, ad_personalization: no }, 'pending pending denied'],
  ['what version 1 knew', { ad_storage: yes }, 'pending pending pending'],
  ['functions alone', { functionality_storage: yes }, 'granted pending pending'],
  ['personalization alone', { personalization_storage: yes }, 'granted pending pending'],
  // Banners often allow the first of these by themselves.
  [
    'functions without personalization',
    { functionality_storage: yes, personalization_storage: no },
    'denied pending pending',
  ],
  ['a word that is none', { analytics_storage: 'perhaps' }, 'pending pending pending'],
])('chosen, %s', async (_says, states, expected) => {
  gtag('consent', 'update', states);
  expect(await inForce()).toBe(expected);
});

it.each([
  ['a choice beats a default', 'default denied, update granted', 'granted'],
  ['also a default that comes after it', 'update granted, default denied', 'granted'],
  ['the newest choice counts', 'update denied, update granted', 'granted'],
  ['the newest default counts', 'default denied, default granted', 'granted'],
  // Nobody tells us where the visitor is: who may be one that is to be asked, is asked.
  ['asked for in Germany alone', 'default granted, default denied in DE', 'pending'],
  ['asked for in Germany, allowed elsewhere', 'default denied in DE, default granted', 'pending'],
  ['asked for but in the USA', 'default denied, default granted in US', 'pending'],
  ['allowed in the USA', 'default granted in US', 'pending'],
  ['asked for in Germany, and answered', 'default denied in DE, update granted', 'granted'],
])('%s: %s', async (_says, commands, expected) => {
  for (const command of commands.split(', ')) {
    const [kind, state, region] = command.split(/ in | /);
    gtag('consent', kind, { analytics_storage: state, ...(region && { region: [region] }) });
  }
  expect((await watch(end.signal)).now.analytics).toBe(expected);
});

it('other commands are none', async () => {
  gtag('js', new Date());
  gtag('set', 'update', { analytics_storage: yes });
  gtag('event', 'consent', { analytics_storage: yes });
  expect(await inForce()).toBe('pending pending pending');
});
