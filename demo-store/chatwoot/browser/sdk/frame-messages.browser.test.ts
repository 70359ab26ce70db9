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
  widgetFrames,
} from './test-shop-page.ts';

afterEach(closeShopPages);

it('rule 11: dispatches what the frame asks for under the name that the frame gives', async () => {
  const page = await openReadyShopPage();
  page.fromFrame('onEvent', { eventIdentifier: 'chatwoot:on-message', data: { id: 7, content: 'Hello' } });
  page.fromFrame('postback', { data: { payload: 'TRACK' } });
  await until(() => page.events.length === 3);
  expect(page.events[1]?.detail).toEqual({ id: 7, content: 'Hello' });
  expect(page.events[2]?.detail).toEqual({ event: 'postback', data: { payload: 'TRACK' } });
});

it('rule 11: says nothing when the widget cannot be loaded', async () => {
  const page = await openShopPage({ frame: 'refused' });
  await frameLoad(page);
  expect(page.events).toEqual([]);
  expect(page.chatwoot().hasLoaded).toBe(false);
  expect(page.document.querySelector('#cw-bubble-holder')).toBeNull();
});

it('rule 12: takes window.onmessage from the page, and is deaf once the page takes it back', async () => {
  const ofThePage = vi.fn();
  const page = await openReadyShopPage({
    before: (window) => {
      window.onmessage = ofThePage;
    },
  });
  const heardBefore = ofThePage.mock.calls.length;
  page.fromFrame('onEvent', { eventIdentifier: 'chatwoot:on-message', data: 1 });
  await until(() => page.events.length === 2);
  expect(ofThePage.mock.calls.length).toBe(heardBefore);
  page.window.onmessage = ofThePage;
  page.fromFrame('onEvent', { eventIdentifier: 'chatwoot:on-message', data: 2 });
  await until(() => ofThePage.mock.calls.length > heardBefore);
  expect(page.events).toHaveLength(2);
});

it('rule 12: believes any frame, so that a stranger can set the session cookie', async () => {
  const page = await openReadyShopPage();
  const stranger = page.document.createElement('iframe');
  const forged = JSON.stringify({ event: 'setAuthCookie', data: { widgetAuthToken: 'forged' } });
  stranger.src = `data:text/html,<script>parent.postMessage('chatwoot-widget:${forged}','*')</script>`;
  page.document.body.appendChild(stranger);
  await until(() => cookie('cw_conversation') === 'forged');
});

it('rule 12: leaves other messages alone and stumbles over bad JSON', async () => {
  const page = await openReadyShopPage();
  const failed = new Promise<ErrorEvent>((resolve) => {
    page.window.onerror = (_message, _source, _line, _column, error) => {
      resolve(error as never);
      return true;
    };
  });
  page.window.postMessage('something else', '*');
  page.window.postMessage('chatwoot-widget:{', '*');
  expect(String(await failed)).toMatch(/^SyntaxError/);
});

it('rule 13: notices a new address only at the next change of the DOM', async () => {
  const page = await openReadyShopPage();
  page.window.history.pushState({}, '', '?product=2');
  page.chatwoot().setLabel('marker');
  await until(() => messagesNamed(page, 'set-label').length === 1);
  expect(messagesNamed(page, 'change-url')).toHaveLength(1);
  page.document.body.appendChild(page.document.createElement('p'));
  await until(() => messagesNamed(page, 'change-url').length === 2);
  expect(messagesNamed(page, 'change-url')[1]).toEqual({
    event: 'change-url',
    referrerURL: page.window.location.href,
    referrerHost: page.window.location.host,
  });
});

it('rule 68: the unread preview opens the panel by itself, fires opened and is sized by the frame', async () => {
  const page = await openReadyShopPage({ settings: { hideMessageBubble: true } });
  page.fromFrame('setUnreadMode');
  page.fromFrame('updateIframeHeight', { isFixedHeight: true, extraHeight: 219 });
  await until(() => widgetFrames(page)[0]?.getAttribute('style') !== '');
  expect(eventNames(page)).toContain('chatwoot:opened');
  expect(page.chatwoot().isOpen).toBe(true);
  expect(page.document.querySelector('#cw-widget-holder')?.classList).toContain('has-unread-view');
  expect(widgetFrames(page)[0]?.getAttribute('style')).toBe('height: 219px !important');
});

it('shows the red dot only on a visible bubble', async () => {
  const page = await openReadyShopPage();
  const dot = () => page.document.querySelector('.unread-notification');
  page.fromFrame('handleNotificationDot', { unreadMessageCount: 2 });
  await until(() => dot() !== null);
  page.fromFrame('handleNotificationDot', { unreadMessageCount: 0 });
  await until(() => dot() === null);
});

it('gives the expanded bubble the text of the page, else that of the frame', async () => {
  const page = await openReadyShopPage({ settings: { type: 'expanded_bubble' } });
  page.fromFrame('setBubbleLabel', { label: 'Chat with us' });
  const text = () => page.document.querySelector('#woot-widget--expanded__text')?.textContent;
  await until(() => text() === 'Chat with us');
});
