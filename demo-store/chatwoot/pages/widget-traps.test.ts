/** Traps of the real widget that only show with a server behind it. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { openTestStand, say, startConversation, type TestStand, widgetOf } from './test-stand.ts';

let stand: TestStand;
beforeAll(async () => {
  stand = await openTestStand();
});
afterEach(() => stand.closePages());
afterAll(() => stand?.close());

it('rule 7: an early setUser ends in chatwoot:error with an empty object and without the skip cookie', async () => {
  const page = await stand.newPage();
  await page.goto(stand.shopUrl('?earlyUser'));
  await expect.poll(() => page.evaluate('window.errors')).toEqual([{}]);
  expect(await page.evaluate('document.cookie')).not.toContain('cw_user_');
});

it('rule 14: a wrong identifier hash ends in chatwoot:error with the server’s words', async () => {
  const { page } = await stand.openShop();
  await page.evaluate("window.$chatwoot.setUser('c_9', { name: 'Eve', identifier_hash: 'wrong' })");
  await expect
    .poll(() => page.evaluate('window.errors'))
    .toEqual([{ error: 'HMAC failed: Invalid Identifier Hash Provided' }]);
});

it('rule 18: what is said about a conversation before there is one goes with the first message', async () => {
  const visit = await stand.openShop();
  await visit.page.evaluate("window.$chatwoot.setConversationCustomAttributes({ order: 'A1' })");
  await visit.page.evaluate("window.$chatwoot.setConversationCustomAttributes({ page: 'pdp' })");
  await startConversation(visit, 'With attributes');
  await expect
    .poll(async () => (await stand.findConversation('With attributes'))?.custom_attributes)
    .toEqual({ order: 'A1', page: 'pdp' });
  // The frame may learn of its conversation after we do; until then what is said is added to the rest.
  await expect
    .poll(async () => {
      await visit.page.evaluate("window.$chatwoot.setConversationCustomAttributes({ only: 'this' })");
      return (await stand.findConversation('With attributes'))?.custom_attributes;
    })
    .toEqual({ only: 'this' });
});

it('rule 18: the pre-chat form asks a stranger, and drops what was said about the conversation', async () => {
  const pre_chat_fields = [
    { name: 'emailAddress', type: 'email', label: 'Your email', enabled: true, required: true, field_type: 'standard' },
  ];
  const pre_chat_form_options = { pre_chat_message: 'Who are you?', pre_chat_fields };
  await stand.updateInbox({ channel: { pre_chat_form_enabled: true, pre_chat_form_options } });
  const { page, widget } = await stand.openShop();
  await stand.updateInbox({ channel: { pre_chat_form_enabled: false } });
  await page.evaluate("window.$chatwoot.setConversationCustomAttributes({ order: 'A1' })");
  await page.evaluate("window.$chatwoot.toggle('open')");
  await widget.getByRole('button', { name: 'Start Conversation' }).click();
  await widget.getByText('Who are you?').waitFor();
  await widget.getByLabel('Your email').fill('jane@example.com');
  await widget.getByLabel('Message').fill('From the form');
  await widget.getByRole('button', { name: 'Start Conversation' }).click();
  await widget.getByRole('log').getByText('From the form').waitFor();
  await conversationId('From the form');
  expect((await stand.findConversation('From the form'))?.custom_attributes).toEqual({});
});

it('rule 11: a resolved conversation can only be started anew where the inbox says so', async () => {
  await stand.updateInbox({ allow_messages_after_resolved: false });
  const visit = await stand.openShop();
  await stand.updateInbox({ allow_messages_after_resolved: true });
  await startConversation(visit, 'That was all');
  await conversationId('That was all');
  await visit.page.evaluate(
    "addEventListener('chatwoot:on-start-conversation', (event) => { window.started = event.detail; })",
  );
  await visit.widget.getByRole('button', { name: 'End conversation' }).click();
  await visit.widget.getByRole('button', { name: 'Start a new conversation' }).click();
  await visit.widget.getByRole('textbox', { name: 'Type your message' }).waitFor();
  await expect.poll(() => visit.page.evaluate('window.started')).toEqual({ hasConversation: true });
});

it('rule 66, T41: after a switch of identity the new person hears what is written to the old one, and no answers', async () => {
  const { page, widget } = await stand.openShop();
  await page.evaluate("window.$chatwoot.setUser('alice', { name: 'Alice' })");
  await startConversation({ page, widget }, 'Hello from Alice');
  const alices = await conversationId('Hello from Alice');
  const session = await page.evaluate('document.cookie');
  await page.evaluate("window.$chatwoot.setUser('bob', { name: 'Bob' })");
  await widget.getByText('Hello from Alice').waitFor({ state: 'detached' });
  await expect.poll(() => page.evaluate('document.cookie')).not.toBe(session);

  await stand.answerAsAgent(alices, 'For Alice only');
  await widget.getByText('For Alice only').waitFor();
  await say({ widget }, 'Hello from Bob');
  await stand.answerAsAgent(await conversationId('Hello from Bob'), 'For Bob');
  await page.reload();
  await widgetOf(page).getByText('For Bob').waitFor();
});

it('rule 67, T42: a moved holder is a new visitor, and the conversation is gone', async () => {
  const visit = await stand.openShop();
  await startConversation(visit, 'Do not lose me');
  await visit.widget.getByText('Do not lose me').waitFor();
  const session = await visit.page.evaluate('document.cookie');
  await visit.page.evaluate("document.body.appendChild(document.getElementById('cw-widget-holder'))");
  await expect.poll(() => visit.page.evaluate('document.cookie')).not.toBe(session);
  await visit.widget.getByRole('button', { name: 'Start Conversation' }).waitFor();
});

it('rule 68, T43: an answer while the panel is closed opens the unread preview by itself', async () => {
  const { page, widget } = await stand.openShop();
  await startConversation({ page, widget }, 'Will you answer?');
  const id = await conversationId('Will you answer?');
  await page.evaluate("window.$chatwoot.toggle('close')");
  // Times are whole seconds: an answer within the second of the last look would count as seen.
  await page.waitForFunction(`Date.now() > ${(Math.floor(Date.now() / 1000) + 1) * 1000}`);
  await stand.answerAsAgent(id, 'Of course.');
  await widget.getByRole('button', { name: 'See new messages' }).waitFor();
  await expect.poll(() => page.evaluate('window.$chatwoot.isOpen')).toBe(true);
  await expect.poll(async () => (await page.locator('#cw-widget-holder').boundingBox())?.height).toBeLessThan(300);

  await page.reload();
  await widget.getByRole('button', { name: 'See new messages' }).click();
  await widget.getByRole('log').getByText('Of course.').waitFor();
});

it('rule 68, T44: toggle in the ready handler shows a returning visitor the home view', async () => {
  const { page, widget } = await stand.openShop();
  await startConversation({ page, widget }, 'I will be back');
  await widget.getByText('I will be back').waitFor();
  await conversationId('I will be back');
  await page.goto(stand.shopUrl('?openAtReady'));
  await widget.getByRole('button', { name: 'Continue conversation' }).waitFor();
  await page.evaluate("window.$chatwoot.toggle('close'), window.$chatwoot.toggle('open')");
  await widget.getByRole('log').getByText('I will be back').waitFor();
});

it('rule 69: a message that could not be sent stays red, is sent again by hand only, and is gone on reload', async () => {
  const { page, widget } = await stand.openShop();
  const sent: string[] = [];
  await page.route('**/api/v1/widget/messages?**', (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    sent.push(route.request().postData() ?? '');
    return sent.length <= 2 ? route.abort() : route.continue();
  });
  await startConversation({ page, widget }, 'Into the void');
  await widget.getByText('Not sent.').waitFor();
  await say({ widget }, 'Into the void, too');
  await expect.poll(() => widget.getByText('Not sent.').count()).toBe(2);
  await widget.getByRole('button', { name: 'Retry' }).first().click();
  await expect.poll(() => widget.getByText('Not sent.').count()).toBe(1);
  await conversationId('Into the void');
  expect(sent).toHaveLength(3);

  await page.goto(stand.shopUrl('?openAtReady'));
  await widget.getByRole('button', { name: 'Continue conversation' }).click();
  await widget.getByText('Into the void', { exact: true }).waitFor();
  expect(await widget.getByText('Into the void, too').count()).toBe(0);
});

async function conversationId(lastMessage: string): Promise<number> {
  await expect.poll(() => stand.findConversation(lastMessage)).toBeDefined();
  return (await stand.findConversation(lastMessage))?.id ?? 0;
}
