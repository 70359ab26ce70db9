import { afterEach, expect, it, vi } from 'vitest';
import {
  closeShopPages,
  cookie,
  eventNames,
  frameLoad,
  messagesNamed,
  openReadyShopPage,
  openShopPage,
  until,
  websiteToken,
} from './test-shop-page.ts';

const jane = { email: 'jane@example.com', name: 'Jane Doe' };
const userCookie = `cw_user_${websiteToken}`;

afterEach(closeShopPages);

it('rule 6: loses what is said before the frame has loaded', async () => {
  const page = await openReadyShopPage({
    afterRun: (chatwoot) => {
      chatwoot.setCustomAttributes({ plan: 'pro' });
      chatwoot.setLabel('vip');
    },
  });
  page.chatwoot().setLabel('later');
  await until(() => messagesNamed(page, 'set-label').length > 0);
  expect(messagesNamed(page, 'set-label')).toEqual([{ event: 'set-label', label: 'later' }]);
  expect(messagesNamed(page, 'set-custom-attributes')).toEqual([]);
});

it('rule 7: after an early setUser, writes the skip cookie and replays the user without identifier', async () => {
  const page = await openReadyShopPage({ afterRun: (chatwoot) => chatwoot.setUser('cust_42', jane) });
  expect(cookie(userCookie)).toBe('5011da1f72d68da0e82f352ae84ceadc');
  await until(() => messagesNamed(page, 'set-user').length > 0);
  expect(messagesNamed(page, 'set-user')).toEqual([{ event: 'set-user', ...jane }]);
});

it('rule 8: never fires ready again once reset() was called, and keeps the person who left', async () => {
  const page = await openReadyShopPage();
  const before = cookie('cw_conversation');
  page.chatwoot().setUser('cust_42', jane);
  page.chatwoot().reset();
  await until(() => ![undefined, before].includes(cookie('cw_conversation')));
  await until(() => messagesNamed(page, 'config-set').length === 2);
  expect(eventNames(page)).toEqual(['chatwoot:ready']);
  expect(page.chatwoot()).toMatchObject({ resetTriggered: true, identifier: 'cust_42', user: jane });
  expect(cookie(userCookie)).toBeUndefined();
  // The URL goes out once, with the bubble; after a reset the frame does not know where it is (T2).
  expect(messagesNamed(page, 'change-url')).toHaveLength(1);
});

it('rule 9: throws the official messages', async () => {
  const page = await openReadyShopPage();
  const chatwoot = page.chatwoot();
  const callWith = (call: (loose: never) => void, value: unknown) => () => call(value as never);
  expect(callWith((id) => chatwoot.setUser(id, jane), {})).toThrow('Identifier should be a string or a number');
  expect(callWith((user) => chatwoot.setUser('a', user), { phone_number: '1' })).toThrow(
    'User object should have one of the keys [avatar_url, email, name]',
  );
  expect(callWith((user) => chatwoot.setUser('a', user), undefined)).toThrow(/avatar_url/);
  expect(() => chatwoot.setCustomAttributes({})).toThrow('Custom attributes should have atleast one key');
  expect(() => chatwoot.setConversationCustomAttributes()).toThrow('Custom attributes should have atleast one key');
  expect(() => chatwoot.deleteCustomAttribute()).toThrow('Custom attribute is required');
  expect(() => chatwoot.setLabel()).not.toThrow();
  expect(() => chatwoot.setUser('', jane)).not.toThrow();
});

it('rule 9: throws a TypeError, half done, when the bubble is hidden before there is one', async () => {
  const page = await openShopPage({ afterRun: (chatwoot) => chatwoot.toggleBubbleVisibility('hide') });
  expect(String(page.runError)).toMatch(/^TypeError: .*classList/);
  expect(page.document.querySelector('.woot-widget--without-bubble')).not.toBeNull();
  expect(page.chatwoot().hideMessageBubble).toBe(false);
});

it('rule 10: skips a user whose five fields are the ones sent last, also in a later page view', async () => {
  const page = await openReadyShopPage();
  page.chatwoot().setUser('cust_42', jane);
  page.chatwoot().setUser('cust_42', { ...jane, phone_number: '+49301234', custom_attributes: { tier: 'gold' } });
  page.chatwoot().setUser('cust_42', { ...jane, name: 'Jane D.' });
  await until(() => messagesNamed(page, 'set-user').length === 2);
  expect(messagesNamed(page, 'set-user').map(({ user }) => user)).toEqual([jane, { ...jane, name: 'Jane D.' }]);
});

it('rule 10: removes the skip cookie when the frame reports that setUser failed', async () => {
  const page = await openReadyShopPage();
  page.chatwoot().setUser('cust_42', jane);
  expect(cookie(userCookie)).toBeDefined();
  page.fromFrame('error', { errorType: 'SET_USER_ERROR', data: { error: 'HMAC failed' } });
  await until(() => cookie(userCookie) === undefined);
  expect(page.events.at(-1)).toMatchObject({ type: 'chatwoot:error', detail: { error: 'HMAC failed' } });
});

it('rule 11: says opened and closed only when that changed, and flips on anything else than open and close', async () => {
  const page = await openReadyShopPage();
  for (const state of ['open', 'open', 'close', 'close', 'nonsense', undefined]) page.chatwoot().toggle(state);
  expect(eventNames(page).slice(1)).toEqual(['opened', 'closed', 'opened', 'closed'].map((name) => `chatwoot:${name}`));
  await until(() => messagesNamed(page, 'toggle-open').length === 4);
  expect(messagesNamed(page, 'push-event')).toEqual([
    { event: 'push-event', eventName: 'webwidget.triggered' },
    { event: 'push-event', eventName: 'webwidget.triggered' },
  ]);
});

it('rule 68: toggle on a dead frame lays an empty panel over the page that takes the clicks', async () => {
  const page = await openShopPage({ frame: 'refused' });
  await frameLoad(page);
  page.chatwoot().toggle('open');
  expect(eventNames(page)).toEqual(['chatwoot:opened']);
  const { left, top, width } = (
    page.document.querySelector('#cw-widget-holder') as HTMLElement
  ).getBoundingClientRect();
  expect(width).toBe(400);
  expect(page.document.elementFromPoint(left + 200, top + 200)?.closest('#cw-widget-holder')).not.toBeNull();
});

it('shows and hides the bubble, and tells the frame', async () => {
  const page = await openReadyShopPage();
  page.chatwoot().toggleBubbleVisibility('hide');
  expect(page.document.querySelector('#cw-bubble-holder')?.className).toContain('woot-hidden');
  expect(page.chatwoot().hideMessageBubble).toBe(true);
  page.chatwoot().toggleBubbleVisibility('show');
  expect(page.document.querySelector('.woot-hidden, .woot-widget--without-bubble')).toBeNull();
  await until(() => messagesNamed(page, 'sdk-set-bubble-visibility').length === 2);
});

it('a pop-out takes the session along in its address, with the literal undefined for no locale', async () => {
  const page = await openReadyShopPage();
  const openWindow = vi.fn();
  page.window.open = openWindow;
  page.chatwoot().toggle('open');
  page.chatwoot().popoutChatWindow();
  expect(eventNames(page).at(-1)).toBe('chatwoot:closed');
  const [address, name] = openWindow.mock.calls[0] ?? [];
  expect(address).toContain(
    `/widget?cw_conversation=${cookie('cw_conversation')}&website_token=shop-token&locale=undefined`,
  );
  expect(name).toBe('webwidget_session_shop-token');
});
