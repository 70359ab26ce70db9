import { afterEach, expect, it } from 'vitest';
import { aMoment, goAway, leave, setShop, shop, visit, visitorKey } from '../tracking/test-support/track-page.ts';
import * as page from './test-support/page-signals.ts';

setShop();
afterEach(page.clearPage);

const all = { preferences: true, analytics: true, marketing: true };
const none = { preferences: false, analytics: false, marketing: false };

/** Puts a banner on the page, as it stands before an answer, and returns how somebody answers. */
const banners: [name: string, () => (choice: page.Choice) => unknown][] = [
  ['Shopify', () => page.shopifyPage()],
  ['WordPress', () => page.wpPage('optin')],
  [
    'TCF',
    () => {
      const say = page.tcfPage({ eventStatus: 'cmpuishown', gdprApplies: true });
      return ({ analytics }) => say(analytics ? page.tcfChoice(1, 2, 3, 4, 7, 8, 9, 10) : page.tcfChoice());
    },
  ],
  [
    'Consent Mode',
    () => {
      page.gtag('consent', 'default', page.asConsentMode(none));
      return (choice) => page.gtag('consent', 'update', page.asConsentMode(choice));
    },
  ],
];

it.each(banners)('%s: nothing before a yes, events after it, and after a no all is forgotten', async (_name, put) => {
  const answer = put();
  visit();
  await goAway();
  expect([shop.server.requests, localStorage.length]).toEqual([[], 0]);

  answer(all);
  await goAway();
  expect(shop.server.types()).toEqual(['page_view']);
  const [batch] = shop.server.batches;
  expect(batch?.consent).toEqual(all);
  expect(localStorage.getItem(visitorKey())).toContain(batch?.visitorId);

  answer(none);
  await aMoment();
  expect(shop.server.erased).toEqual([batch?.visitorId]);
  expect(localStorage.length).toBe(0);
  await goAway();
  expect(shop.server.batches).toHaveLength(1);
});

it.each(banners)('%s: a yes of last week is one on this page, and its visitor is known again', async (_name, put) => {
  const answer = put();
  answer(all);
  for (let pages = 0; pages < 2; pages++) {
    visit();
    await goAway();
    leave();
  }
  const ids = shop.server.batches.map(({ visitorId }) => visitorId);
  expect([ids.length, new Set(ids).size]).toEqual([2, 1]);
  expect(shop.server.erased).toEqual([]);
});

it('Global Privacy Control: events go on, marketing is told as not allowed', async () => {
  Object.assign(navigator, { globalPrivacyControl: true });
  const { tell } = visit();
  tell('consent', all);
  await goAway();
  expect(shop.server.batches[0]?.consent).toEqual({ ...all, marketing: false });
});
