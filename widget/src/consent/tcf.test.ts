import { afterEach, beforeEach, expect, it } from 'vitest';
import { clearPage, tcfChoice, tcfPage } from './test-support/page-signals.ts';
import { heard, watch } from './test-support/watch.ts';

let end: AbortController;
beforeEach(() => {
  end = new AbortController();
});
afterEach(() => {
  end.abort();
  clearPage();
});

const inForce = async () => Object.values((await watch(end.signal)).now).join(' ');

it('legitimate interest is nobody’s consent', async () => {
  tcfPage({ ...tcfChoice(), purpose: { consents: {}, legitimateInterests: { 1: true, 8: true, 9: true } } });
  expect(await inForce()).toBe('denied denied denied');
});

it('what was chosen for the shop itself counts, where the banner asks for it', async () => {
  tcfPage({ ...tcfChoice(1, 3, 4, 8), publisher: { consents: { 1: true, 8: false, 9: false } } });
  expect(await inForce()).toBe('granted denied denied');
});

it.each([{}, { 1: false, 8: false }])(
  '%j for the shop is how a banner fills in what it does not ask',
  async (consents) => {
    tcfPage({ ...tcfChoice(1, 8), publisher: { consents } });
    expect(await inForce()).toBe('granted granted denied');
  },
);

it('an open banner changes nothing before it is answered', async () => {
  const say = tcfPage({ ...tcfChoice(1, 8), eventStatus: 'tcloaded' });
  const consent = await watch(end.signal);
  await say({ ...tcfChoice(), eventStatus: 'cmpuishown' });
  expect(consent.now.analytics).toBe('granted');
  await say(tcfChoice());
  expect(consent.now.analytics).toBe('denied');
});

it('a banner that finds itself outside the GDPR leaves the word to others', async () => {
  const say = tcfPage({ eventStatus: 'cmpuishown' });
  const consent = await watch(end.signal);
  Object.assign(window, { dataLayer: [{ 0: 'consent', 1: 'default', 2: { analytics_storage: 'granted' } }] });
  dispatchEvent(new Event('load'));
  await heard();
  expect(consent.now.analytics).toBe('pending');
  await say({ eventStatus: 'tcloaded', gdprApplies: false });
  expect(consent.now.analytics).toBe('granted');
});

it('a banner whose first function only keeps calls, and forgets them, is asked again', async () => {
  Object.assign(window, { __tcfapi: () => {} });
  const consent = await watch(end.signal);
  tcfPage(tcfChoice(1, 8));
  expect(consent.now.analytics).toBe('pending');
  dispatchEvent(new Event('load'));
  expect(consent.now.analytics).toBe('granted');
});
