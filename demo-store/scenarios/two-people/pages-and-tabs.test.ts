import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { storyPatienceMs } from '../../../scripts/story-patience.ts';
import { atRest, hasDesktopBrowser } from '../kit/open-browser.ts';
import { expectNothingOf } from './expect-nothing-of.ts';
import { type OneComputer, startOneComputer } from './one-computer.ts';

let computer: OneComputer;
beforeAll(async () => {
  computer = await startOneComputer(['turbo', 'restored', 'tabs'], { isDesktop: true });
});
afterAll(() => computer.stop());

/** Jane chats while she is signed in. @returns her tab, and what nobody after her may find */
async function janeChats(host: string) {
  computer.session('Jane');
  const tab = await computer.visit(host);
  await tab.chat(`Of Jane at ${host}`);
  return { tab, secrets: [`Of Jane at ${host}`, await tab.visitor()] };
}

it('Turbo: she signs out on the way to another page, and the way back does not bring her chat', async () => {
  const { desk } = computer;
  const { tab, secrets } = await janeChats('turbo');
  await tab.page.evaluate(() => Object.assign(window, { isStillHere: true }));
  // Turbo keeps a copy of the page, with the open chat in it.
  await tab.follow('Teapot');
  await tab.follow('Mug');
  computer.session(undefined);
  await tab.follow('Teapot');
  await tab.page.waitForFunction(() => !localStorage.getItem('signed-in'));
  await expectNothingOf(secrets, tab);
  await tab.page.evaluate(() => history.back());
  await tab.page.getByRole('heading', { level: 1, name: 'Mug' }).waitFor();
  await tab.page.locator('html:not([aria-busy], [data-turbo-preview])').waitFor();
  await expectNothingOf(secrets, tab);
  computer.session('Luca');
  await tab.follow('Teapot');
  await tab.chat('Of Luca at turbo');
  await tab.page.evaluate(() => history.back());
  await tab.page.getByRole('heading', { level: 1, name: 'Mug' }).waitFor();
  await expectNothingOf(secrets, tab);
  expect(await tab.page.evaluate(() => Object(window).isStillHere)).toBe(true);
  const [jane, luca] = [await desk.writerOf('Of Jane at turbo'), await desk.customerOf('Of Luca at turbo')];
  expect(luca.contactId).not.toBe(jane.contactId);
  await tab.page.close();
});

it.runIf(hasDesktopBrowser())(
  'the back/forward cache: a page of Jane that comes back belongs to whoever is there now',
  async () => {
    const { desk } = computer;
    const { tab, secrets } = await janeChats('restored');
    await tab.page.evaluate(() => {
      addEventListener('pageshow', ({ persisted }) => Object.assign(window, { wasRestored: persisted }));
    });
    await atRest(tab.page);
    computer.session(undefined);
    await tab.follow('Teapot');
    await tab.page.waitForFunction(() => !localStorage.getItem('signed-in'));
    computer.session('Luca');
    await tab.page.evaluate(() => history.back());
    await tab.page.getByRole('heading', { level: 1, name: 'Mug' }).waitFor();
    await expect.poll(() => tab.page.evaluate(() => Object(window).wasRestored)).toBe(true);
    await expectNothingOf(secrets, tab);
    await tab.launcher.click();
    await tab.box.fill('Of whoever went back');
    await tab.box.press('Enter');
    const [jane, next] = [await desk.writerOf(secrets[0] ?? ''), await desk.writerOf('Of whoever went back')];
    expect(next.contactId).not.toBe(jane.contactId);
    await expectNothingOf(secrets, tab);
    await tab.page.close();
  },
);

it('two tabs: what happens in one happens in both, and each answer reaches whom it is for', async () => {
  const { desk } = computer;
  const { tab: first, secrets } = await janeChats('tabs');
  const second = await computer.visit('tabs');
  await second.openBox();
  await second.readsInChat('Of Jane at tabs');
  await second.page.bringToFront();
  await second.signOut();
  await vi.waitFor(() => expectNothingOf(secrets, first), { timeout: storyPatienceMs, interval: 150 });
  await expectNothingOf(secrets, second);

  computer.session('Luca');
  await second.follow('Teapot');
  await second.chat('Of Luca in the second');
  // The first tab has not been loaded since Jane was there.
  await first.page.bringToFront();
  await first.chat('Of Luca in the first');
  await expectNothingOf(secrets, first);
  const [jane, ...luca] = await Promise.all(
    ['Of Jane at tabs', 'Of Luca in the second', 'Of Luca in the first'].map(desk.customerOf),
  );
  expect(luca[0]).toEqual(luca[1]);
  expect(luca[0]?.contactId).not.toBe(jane?.contactId);

  await desk.reply('Of Jane at tabs', 'For Jane');
  await desk.reply('Of Luca in the first', 'For Luca');
  await Promise.all([first.readsInChat('For Luca'), second.readsInChat('For Luca')]);
  await expectNothingOf(['For Jane'], first);
  await expectNothingOf(['For Jane'], second);
  await first.page.close();
  await second.page.close();
});
