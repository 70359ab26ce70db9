import { createRequire } from 'node:module';
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { openTestStand, say, startConversation, type TestStand, widgetOf } from './test-stand.ts';

let stand: TestStand;
beforeAll(async () => {
  stand = await openTestStand();
});
afterEach(() => stand.closePages());
afterAll(() => stand?.close());

it('boots in a page of another origin and puts the visitor in the cookie of the shop', async () => {
  const { page } = await stand.openShop();
  expect(await page.evaluate('document.cookie')).toMatch(/^cw_conversation=ey/);
  expect(await page.evaluate('window.$chatwoot.hasLoaded')).toBe(true);
  await page.getByRole('button', { name: 'Open chat window' }).waitFor();
});

it('carries a message to the desk and the answer back, both live', async () => {
  const desk = await stand.openDesk();
  const visit = await stand.openShop();
  await startConversation(visit, 'Where is my order?');

  await openInDesk(desk, /Where is my order\?/);
  const thread = desk.getByRole('log', { name: 'Messages' });
  await thread.getByText('Where is my order?').waitFor();
  await reply(desk, 'It left this morning.');

  const log = visit.widget.getByRole('log');
  await log.getByText('It left this morning.').waitFor();
  expect(await thread.getByText('It left this morning.').count()).toBe(1);
  expect(await log.getByText('Where is my order?').count()).toBe(1);
});

it('keeps a private note from the visitor', async () => {
  const desk = await stand.openDesk();
  const visit = await stand.openShop();
  await startConversation(visit, 'A question about notes');
  await openInDesk(desk, /A question about notes/);
  await desk.getByRole('button', { name: 'Private note' }).click();
  await desk.getByRole('textbox', { name: 'Note to the team' }).fill('Careful here.');
  await desk.getByRole('button', { name: 'Send' }).click();
  await desk.getByRole('log').getByText('Careful here.').waitFor();
  await desk.getByRole('button', { name: 'Private note' }).click();
  await reply(desk, 'Hello!');
  await visit.widget.getByRole('log').getByText('Hello!').waitFor();
  expect(await visit.widget.getByText('Careful here.').count()).toBe(0);
});

it('resolves a conversation, moves it under its filter and tells the visitor', async () => {
  const desk = await stand.openDesk();
  const visit = await stand.openShop();
  await startConversation(visit, 'Please resolve me');
  await openInDesk(desk, /Please resolve me/);
  await desk.getByRole('button', { name: 'Resolve', exact: true }).click();
  await desk.getByRole('button', { name: 'Reopen' }).waitFor();
  const list = desk.getByRole('navigation', { name: 'Conversations' });
  expect(await list.getByRole('button', { name: /Please resolve me/ }).count()).toBe(0);
  await list.getByRole('button', { name: /^Resolved/ }).click();
  await list.getByRole('button', { name: /Please resolve me/ }).waitFor();
  await visit.widget.getByText('This conversation has been resolved.').waitFor();
});

it('counts what an agent has not seen, and shows who the visitor is and is not', async () => {
  const desk = await stand.openDesk();
  const visit = await stand.openShop();
  await visit.page.evaluate("window.$chatwoot.setUser('c_1', { name: 'Jane Doe', email: 'jane@example.com' })");
  await startConversation(visit, 'First');
  await desk.getByRole('button', { name: /^Jane Doe .*First.* 1 unread/ }).waitFor();
  await say(visit, 'Second');
  await desk.getByRole('button', { name: /^Jane Doe .*Second.* 2 unread/ }).click();
  await desk.getByRole('button', { name: /^Jane Doe .*Second$/ }).waitFor();
  const details = desk.getByRole('complementary', { name: 'Contact details' });
  await details.getByText('jane@example.com').waitFor();
  await details.getByText('Not verified').waitFor();
});

it('tells each side that the other one is typing', async () => {
  const desk = await stand.openDesk();
  const visit = await stand.openShop();
  await startConversation(visit, 'Are you there?');
  await openInDesk(desk, /Are you there\?/);
  await desk.getByRole('log').getByText('Are you there?').waitFor();
  // It is told for three seconds; who is not seen by then types on.
  const isSeen = (field: Locator, sign: Locator) => async () => {
    await field.pressSequentially('x');
    return sign.isVisible();
  };
  const reply = desk.getByRole('textbox', { name: 'Reply' });
  await expect.poll(isSeen(reply, visit.widget.getByRole('status', { name: 'The team is typing' }))).toBe(true);
  const message = visit.widget.getByRole('textbox', { name: 'Type your message' });
  await expect.poll(isSeen(message, desk.getByText(/is typing$/))).toBe(true);
});

it('keeps what an agent typed with its conversation', async () => {
  const desk = await stand.openDesk();
  for (const text of ['Draft one', 'Draft two']) {
    const visit = await stand.openShop();
    await startConversation(visit, text);
    await openInDesk(desk, new RegExp(text));
    await desk.getByRole('textbox', { name: 'Reply' }).fill(`Answer to ${text}`);
  }
  await openInDesk(desk, /Draft one/);
  expect(await desk.getByRole('textbox', { name: 'Reply' }).inputValue()).toBe('Answer to Draft one');
});

it('the desk says when Chatwoot is away, keeps a reply that failed, and recovers by itself', async () => {
  const desk = await stand.openDesk();
  const visit = await stand.openShop();
  await startConversation(visit, 'Written before the outage');
  await openInDesk(desk, /Written before the outage/);
  await desk.route('**/api/v1/**', (route) => route.abort());
  await desk.evaluate('for (const socket of window.sockets) socket.close()');
  await desk.getByText('Chatwoot cannot be reached', { exact: false }).waitFor();
  await reply(desk, 'Written during the outage');
  await desk.getByText('Not sent.').waitFor();
  await say(visit, 'Missed meanwhile');

  await desk.unroute('**/api/v1/**');
  await desk.getByText('Reconnecting', { exact: false }).waitFor({ state: 'detached' });
  await desk.getByRole('log').getByText('Missed meanwhile').waitFor();
  await desk.getByRole('button', { name: 'Send again' }).click();
  await visit.widget.getByRole('log').getByText('Written during the outage').waitFor();
  expect(await desk.getByRole('log').getByText('Written during the outage').count()).toBe(1);
});

it('asks again for what failed while the socket stood', async () => {
  const desk = await stand.openDesk();
  const visit = await stand.openShop();
  await startConversation(visit, 'Read me later');
  const button = desk.getByRole('button', { name: /Read me later/ });
  await button.waitFor();
  await desk.route('**/messages', (route) => route.fulfill({ status: 500, json: {} }));
  await button.click();
  await desk.getByText('Chatwoot cannot be reached', { exact: false }).waitFor();
  await desk.unroute('**/messages');
  await desk.getByRole('log').getByText('Read me later').waitFor();
  await desk.getByText('Chatwoot cannot be reached', { exact: false }).waitFor({ state: 'detached' });
});

it('opens the conversation that its address names, and none that is gone', async () => {
  const desk = await stand.openDesk();
  const visit = await stand.openShop();
  await startConversation(visit, 'Linked in a mail');
  await openInDesk(desk, /Linked in a mail/);
  await desk.waitForURL(/conversations\/\d+$/);
  const address = desk.url();
  await desk.goto(address);
  await desk.getByRole('log').getByText('Linked in a mail').waitFor();
  await desk.goto(address.replace(/\d+$/, '99999'));
  await desk.getByText('Choose a conversation', { exact: false }).waitFor();
});

it('the desk keeps its agent while the account is suspended, and sends away whose token is not good any more', async () => {
  const desk = await stand.openDesk();
  const refuseWith = (error: string) =>
    desk.route('**/api/v1/**', (route) => route.fulfill({ status: 401, json: { error } }));
  await refuseWith('Account is suspended');
  await desk.evaluate('window.WebSocket = class {}; for (const socket of window.sockets) socket.close()');
  await desk.getByText('has suspended this account', { exact: false }).waitFor();
  await refuseWith('Invalid Access Token');
  await desk.waitForURL('**/app');
});

it('a login link that was used says so and offers the list of agents', async () => {
  const desk = await stand.newPage();
  const used = (await stand.openDesk()).url().replace(/accounts.*/, 'login?email=ana@example.com&sso_auth_token=used');
  await desk.goto(used);
  await desk.getByRole('alert').getByText('used already', { exact: false }).waitFor();
  await desk.getByRole('link', { name: 'Choose an agent' }).click();
  await desk.getByRole('link', { name: /Ana Admin/ }).click();
  await desk.getByRole('navigation', { name: 'Conversations' }).waitFor();
});

it.each(['light', 'dark'] as const)('axe finds nothing wrong with desk and widget, %s', async (colorScheme) => {
  const desk = await stand.openDesk();
  const visit = await stand.openShop();
  await desk.emulateMedia({ colorScheme });
  await visit.page.evaluate(`window.$chatwoot.setColorScheme('${colorScheme}')`);
  await visit.page.evaluate("window.$chatwoot.toggle('open')");
  expect(await problemsIn(visit.page, 'widget')).toEqual([]);
  await startConversation({ page: visit.page, widget: widgetOf(visit.page) }, `Readable in ${colorScheme}?`);
  await openInDesk(desk, new RegExp(`Readable in ${colorScheme}`));
  await reply(desk, 'We hope so.');
  await visit.widget.getByRole('log').getByText('We hope so.').waitFor();
  expect(await problemsIn(visit.page, 'widget')).toEqual([]);
  expect(await problemsIn(desk, 'desk')).toEqual([]);
});

async function openInDesk(desk: Page, name: RegExp): Promise<void> {
  await desk.getByRole('navigation', { name: 'Conversations' }).getByRole('button', { name }).click();
}

async function reply(desk: Page, text: string): Promise<void> {
  await desk.getByRole('textbox', { name: 'Reply' }).fill(text);
  await desk.getByRole('button', { name: 'Send', exact: true }).click();
}

/** What axe has to say about the desk's page, or about the widget's frame inside the shop's. */
async function problemsIn(page: Page, part: 'desk' | 'widget'): Promise<string[]> {
  const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
  const frame = part === 'desk' ? page.mainFrame() : page.frames().find((child) => child.url().includes('/widget'));
  await frame?.addScriptTag({ path: axe });
  const found = await frame?.evaluate<{ violations: { id: string; nodes: { html: string }[] }[] }>('window.axe.run()');
  return (found?.violations ?? []).map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}
