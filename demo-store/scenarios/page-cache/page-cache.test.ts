import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Scenario, startScenario } from '../kit/scenario.ts';
import { deskOf } from '../two-people/desk.ts';
import { expectNothingOf } from '../two-people/expect-nothing-of.ts';
import { tabOn } from '../two-people/one-computer.ts';
import { type PageCache, startCarelessCache } from './careless-cache.ts';
import { hasNginx, startNginxCache } from './nginx-cache.ts';

const product = '/products/duna-teapot';

let scenario: Scenario;
let desk: ReturnType<typeof deskOf>;
beforeAll(async () => {
  scenario = await startScenario();
  desk = deskOf(scenario.demo);
});
afterAll(() => scenario.stop());

const caches: [name: string, start: typeof startCarelessCache, isThere: boolean][] = [
  ['a cache that heeds nothing', startCarelessCache, true],
  ['nginx with proxy_cache', startNginxCache, hasNginx],
];

describe.each(caches)('behind %s', (name, start, isThere) => {
  if (!isThere) {
    it.skip('left out: there is no nginx here');
    return;
  }

  it('two customers and a guest on one cached page are each themselves', async () => {
    const cache = await start(scenario.demo.shopUrl);
    try {
      const { shopUrl, changeStore } = scenario.demo;
      await changeStore({ origins: [shopUrl, cache.url] });
      await desk.letChatBeFramedBy([shopUrl, cache.url]);
      const [ofJane, ofLuca, ofGuest] = [`Of Jane, ${name}`, `Of Luca, ${name}`, `Of a guest, ${name}`];

      const jane = await shopper(cache, 'Jane Whitcombe');
      const made = (await jane.page.goto(cache.url + product))?.headers();
      expect([made?.['x-cache'] === 'HIT', made?.['cache-control']]).toEqual([false, 'private, no-cache']);
      await jane.chat(ofJane);
      const secrets = [ofJane, await jane.visitor()];

      // The page was made for Jane, and says that somebody is signed in.
      const luca = await shopper(cache, 'Luca Moretti');
      expect((await luca.page.goto(cache.url + product))?.headers()['x-cache']).toBe('HIT');
      await luca.chat(ofLuca);
      await expectNothingOf(secrets, luca);

      const guest = await shopper(cache);
      await guest.page.goto(cache.url + product);
      await guest.chat(ofGuest);
      await expectNothingOf([...secrets, ofLuca], guest);

      const [byJane, byLuca, byGuest] = [
        await desk.customerOf(ofJane),
        await desk.customerOf(ofLuca),
        await desk.writerOf(ofGuest),
      ];
      expect([byJane, byLuca, byGuest].map(({ isVerified }) => isVerified)).toEqual([true, true, false]);
      expect(new Set([byJane, byLuca, byGuest].map(({ contactId }) => contactId)).size).toBe(3);
      expectNothingKept(cache.pages());
    } finally {
      await cache.stop();
    }
  });
});

async function shopper({ url }: PageCache, name?: string) {
  const page = await scenario.newShopper();
  if (name) {
    await page.goto(`${url}/login`);
    await page.getByRole('button', { name: `Log in as ${name}` }).click();
    await page.getByRole('heading', { name: `Hello, ${name}` }).waitFor();
  }
  return tabOn(page, page.context());
}

/** A page in a cache is everybody's: nothing in it may help to be somebody. */
function expectNothingKept(pages: string[]) {
  expect(pages.join().includes('/w/demo.js')).toBe(true);
  for (const page of pages) {
    expect(page.match(/jwt|verifier|challenge|identifier|hmac|cw_conversation|eyJ|@example|\b100[12]\b/i)).toBeNull();
  }
}
