import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectNothingOf } from './expect-nothing-of.ts';
import { type OneComputer, startOneComputer, type Tab } from './one-computer.ts';

let computer: OneComputer;
beforeAll(async () => {
  computer = await startOneComputer(['plain', 'www.tea', 'in.our.shop', 'idle', 'cookie-gone', 'storage-gone']);
});
afterAll(() => computer.stop());

/** Jane chats while she is signed in. @returns what nobody after her may find */
async function janeChats(host: string): Promise<{ tab: Tab; secrets: string[] }> {
  computer.session('Jane');
  const tab = await computer.visit(host);
  await tab.chat(`Of Jane at ${host}`);
  return { tab, secrets: [`Of Jane at ${host}`, await tab.visitor(), 'cw_user_token'] };
}

/** As Chatwoot's SDK does with the page's setting `baseDomain`: its cookies belong to a whole domain. */
async function widenCookies({ page }: Tab, domain: string) {
  await page.evaluate((wide) => {
    for (const pair of `${document.cookie}; cw_user_token=note`.split('; ')) {
      if (pair.startsWith('cw_')) document.cookie = `${pair}; path=/; max-age=9999; domain=${wide}`;
    }
  }, domain);
}

it.each([
  ['plain', undefined, 'while the SDK is there'],
  ['www.tea', 'tea.localhost', 'while the SDK is there'],
  ['in.our.shop', 'our.shop.localhost', 'while the SDK is there'],
  ['idle', 'idle.localhost', 'before the SDK is there'],
])('at %s, baseDomain %s, signed out %s: nobody after Jane finds her', async (host, domain, when) => {
  const { desk } = computer;
  const { tab, secrets } = await janeChats(host);
  if (domain) await widenCookies(tab, domain);
  computer.session(undefined);
  if (when.startsWith('while')) await tab.signOut();
  else {
    // The theme of the next page says so while its scripts still come.
    await tab.page.goto(tab.page.url());
    await tab.page.waitForFunction(() => !localStorage.getItem('signed-in'));
  }
  await expectNothingOf(secrets, tab);
  await tab.chat(`Of nobody at ${host}`);
  await expectNothingOf(secrets, tab);
  computer.session('Luca');
  await tab.follow('Teapot');
  await tab.chat(`Of Luca at ${host}`);
  await expectNothingOf(secrets, tab);
  await expect.poll(tab.outcomes).toEqual(['verified']);

  const [jane, nobody, luca] = await Promise.all(
    ['Jane', 'nobody', 'Luca'].map((who) => desk.writerOf(`Of ${who} at ${host}`)),
  );
  expect(luca?.isVerified).toBe(true);
  // Luca has written both, a moment ago in this very tab.
  expect(nobody).toEqual(luca);
  expect(luca?.contactId).not.toBe(jane?.contactId);
  await tab.page.close();
});

it('whoever comes after the cookies were cleared, but nothing else, finds no word of Jane', async () => {
  const { tab, secrets } = await janeChats('cookie-gone');
  const { page } = tab;
  const shop = page.url();
  const draft = 'Half a sentence of Jane';
  // An address of the shop without our tag.
  await page.goto(new URL('/chat-proof', shop).href);
  await page.evaluate((text) => {
    localStorage.setItem('storefront-chat:demo', JSON.stringify({ isOpen: true, isPending: true, text }));
    // Nobody signs out: the shop's own session is gone with the other cookies.
    localStorage.removeItem('signed-in');
  }, draft);
  await computer.browser.clearCookies({ name: 'cw_conversation' });
  computer.session(undefined);
  await page.goto(shop);
  await tab.box.waitFor();
  await expect.poll(() => tab.box.inputValue()).toBe('');
  await tab.chat('Of whoever came to cookie-gone');
  await expectNothingOf([...secrets, draft], tab);
  const [jane, next] = [
    await computer.desk.writerOf(secrets[0] ?? ''),
    await computer.desk.writerOf('Of whoever came to cookie-gone'),
  ];
  expect(next.contactId).not.toBe(jane.contactId);
  expect(next.isVerified).toBe(false);
  await page.close();
});

it('a cookie that has outlived all else is no way into the chat of Jane, even while our server is away', async () => {
  const { tab, secrets } = await janeChats('storage-gone');
  await tab.page.evaluate(() => localStorage.clear());
  computer.session(undefined);
  // Chatwoot is alone.
  await tab.page.route('**/chat-sessions', (route) => route.abort());
  await tab.page.goto(tab.page.url());
  expect(await tab.visitor()).toBe(secrets[1]);
  await tab.launcher.click();
  await tab.page.waitForFunction(() => Object(window).$chatwoot?.hasLoaded);
  expect(await tab.visitor()).toBeTruthy();
  await expectNothingOf(secrets, tab);
  await tab.page.close();
});
