import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { chatPolicies, formatPolicy } from '../../../server/content-security-policy/chat-policies.ts';
import { atRest } from '../kit/open-browser.ts';
import { asPrinted, both, broken, movedAbout, routed } from './shop-kinds.ts';
import { type ShopVisits, startShopVisits } from './shop-visits.ts';

let server = '';
let chatwoot = '';
/** What a careful shop adds for us, to nothing at all. */
function strictPolicy(nonce: string): string {
  const { withChatwoot } = chatPolicies({ server, chatwoot, nonce });
  return formatPolicy({ 'default-src': ["'none'"], 'img-src': ['data:'], ...withChatwoot });
}

let visits: ShopVisits;
beforeAll(async () => {
  visits = await startShopVisits({
    plain: { page: asPrinted },
    away: { page: asPrinted },
    strict: { page: asPrinted, policy: strictPolicy },
    customers: { page: asPrinted, attributes: 'data-proof="/who"' },
    ...movedAbout,
    ...broken,
    ...both,
    ...routed,
  });
  server = visits.scenario.demo.serverUrl;
  chatwoot = visits.scenario.demo.chatwootUrl;
});
afterEach(() => visits.scenario.switches.allWell());
afterAll(() => visits.stop());

it('before a press our server is asked for nothing and nothing is kept; then chat comes, though the block names none', async () => {
  const shopper = await visits.visit('plain');
  await shopper.launcher.hover();
  await atRest(shopper.page);
  const { host } = new URL(server);
  expect(shopper.requests.filter((url) => url.includes(host) || url.includes(new URL(chatwoot).host))).toEqual([]);
  expect(await shopper.kept()).toEqual({ cookies: '', stored: 0, databases: 0 });
  await shopper.launcher.click();
  await shopper.write('From a file of the shop');
  await shopper.readsInChat('From a file of the shop');
  await visits.scenario.agent.sees('From a file of the shop');
  expect([shopper.errors, shopper.ours]).toEqual([[], []]);
});

it('with our server down from the start the box comes all the same and keeps the message until it is back', async () => {
  const { switches, agent } = visits.scenario;
  await switches.server('down');
  const shopper = await visits.visit('away');
  await shopper.launcher.click();
  await shopper.write('Kept in the shop');
  await shopper.sent.getByText('Kept on this device', { exact: false }).waitFor();
  await switches.allWell();
  await agent.sees('Kept in the shop');
  expect(await agent.count('Kept in the shop')).toBe(1);
});

it('under a strict policy the nonce of block and script is enough', async () => {
  const shopper = await visits.visit('strict');
  await shopper.launcher.click();
  await shopper.write('Strictly from the shop');
  await shopper.readsInChat('Strictly from the shop');
  expect(shopper.errors).toEqual([]);
});

it('a customer is verified by the shop’s own address; once they have logged out, the next press forgets them in all tabs', async () => {
  const shopper = await visits.visit('customers', '/log-in');
  await shopper.page.goto(visits.site.originOf('customers'));
  await shopper.launcher.click();
  await shopper.write('Jane is here');
  await shopper.readsInChat('Jane is here');
  await visits.desk.customerOf('Jane is here');

  const other = await visits.visit('customers', '/log-out');
  await other.page.goto(visits.site.originOf('customers'));
  // A shop that takes longer to say so is not waited for.
  const isKnown = other.page.waitForResponse((response) => response.url().includes('/who'));
  await other.launcher.click();
  await isKnown;
  await other.write('Somebody else');
  await other.readsInChat('Somebody else');
  const [jane, next] = [await visits.desk.writerOf('Jane is here'), await visits.desk.writerOf('Somebody else')];
  expect(next.isVerified).toBe(false);
  expect(next.contactId).not.toBe(jane.contactId);
  await expect.poll(() => shopper.chatFrame.getByText('Jane is here').count()).toBe(0);
  expect([...shopper.ours, ...other.ours]).toEqual([]);
});

it.each(Object.keys(movedAbout))(
  'the box is there once, and says nothing, where page or plugin do it so: %s',
  async (kind) => {
    const shopper = await visits.visit(kind);
    await shopper.launcher.click();
    await shopper.page.keyboard.type('Is it there?');
    // It comes from the shop, too.
    await shopper.sent.waitFor({ state: 'attached' });
    expect(await shopper.box.inputValue()).toBe('Is it there?');
    expect([await shopper.launchers(), shopper.errors]).toEqual([1, []]);
    expect(shopper.ours).toEqual([]);
    await shopper.page.close();
  },
);

it.each(Object.keys(broken))(
  'settings that cannot be used leave the page alone and are told in one line: %s',
  async (kind) => {
    const shopper = await visits.visit(kind);
    await expect.poll(() => shopper.ours).toEqual([expect.stringMatching(/^storefront-chat: settings: /)]);
    expect([await shopper.launchers(), shopper.errors]).toEqual([0, []]);
    await shopper.page.close();
  },
);

it.each(Object.keys(both))(
  'tag and shop file on one page are one widget, and one line says that one is enough: %s',
  async (kind) => {
    const shopper = await visits.visit(kind);
    await shopper.launcher.waitFor();
    await expect.poll(() => shopper.ours).toEqual([expect.stringContaining('tag and shop file')]);
    expect([await shopper.launchers(), shopper.errors]).toEqual([1, []]);
    await shopper.page.close();
  },
);

describe('where pages change without being loaded', () => {
  it.each(Object.keys(routed))('what is half written is still there on the next page: %s', async (kind) => {
    const shopper = await visits.visit(kind);
    await shopper.launcher.click();
    await shopper.page.keyboard.type('Half a ');
    await shopper.page.getByRole('link', { name: 'Teapot', exact: true }).click();
    await shopper.page.getByRole('heading', { level: 1, name: 'Teapot', exact: true }).waitFor();
    await expect.poll(() => shopper.box.inputValue()).toBe('Half a ');
    await shopper.box.press('End');
    await shopper.write(`thought in ${kind}`);
    await shopper.readsInChat(`Half a thought in ${kind}`);
    expect([await shopper.launchers(), shopper.errors, shopper.ours]).toEqual([1, [], []]);
    await shopper.page.close();
  });
});
