import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { StoreSettings } from '../../../contract/settings.ts';
import { readMarker, writeMarker } from '../browser/marker.ts';
import { uuid } from '../browser/uuid.ts';
import { openMessageStore } from '../composer/message-store.ts';
import { fakeServer } from '../test-support/fake-server.ts';
import { focused, openPage as includeTag, leavePage, part } from '../test-support/open-page.ts';
import type { StorefrontChat } from './public-api.ts';

let server: ReturnType<typeof fakeServer>;
let storeKey: string;

beforeEach(() => {
  // Pages of other files write down what was typed in them when they go.
  localStorage.clear();
  storeKey = `store-${uuid()}`;
  server = fakeServer(storeKey);
});
afterEach(() => {
  leavePage();
  vi.unstubAllGlobals();
  localStorage.clear();
});

const openPage = (changes: Partial<StoreSettings> = {}, tag = {}) => includeTag({ storeKey, ...changes }, tag);
const launcher = () => part('.launcher');
const box = () => part('.box');
const field = () => part<HTMLTextAreaElement>('textarea');
const composerHasCome = () => vi.waitFor(() => expect(part('[role=log]')).toBeTruthy());
const aMoment = () => new Promise((resolve) => setTimeout(resolve, 200));
const api = () => window.StorefrontChat as StorefrontChat;

describe('the next page', () => {
  it('opens the draft again, without taking the focus', async () => {
    openPage();
    launcher()?.click();
    await composerHasCome();
    await userEvent.keyboard('Half a sen');
    await vi.waitFor(() => expect(readMarker(storeKey)).toEqual({ isOpen: true, isPending: true }));
    leavePage();
    openPage();
    await vi.waitFor(() => expect(field()?.value).toBe('Half a sen'));
    expect(box()?.checkVisibility()).toBe(true);
    expect(focused()).toBeNull();
  });

  it('has the draft even when the composer never came', async () => {
    openPage({ assets: '/nowhere.js' });
    launcher()?.click();
    await userEvent.keyboard('Half a sen');
    leavePage();
    openPage();
    expect(field()?.value).toBe('Half a sen');
  });

  it('does not send what was deleted before the composer came', async () => {
    const assets = '/nowhere.js';
    openPage({ assets });
    launcher()?.click();
    await userEvent.keyboard('I changed my mind{Enter}');
    leavePage();
    openPage({ assets });
    field()?.focus();
    await userEvent.keyboard('{ControlOrMeta>}a{/ControlOrMeta}{Delete}');
    leavePage();
    openPage();
    await composerHasCome();
    await aMoment();
    expect(server.sent('/submissions')).toEqual([]);
    expect(field()?.value).toBe('');
  });

  it('sends once what two pages found to be sent', async () => {
    const sent = { isOpen: true, text: 'Once', isSent: true };
    writeMarker(storeKey, sent);
    openPage();
    // The other page is quicker by a moment.
    writeMarker(storeKey, { isOpen: true });
    await composerHasCome();
    await aMoment();
    expect(server.sent('/submissions')).toEqual([]);
    expect(field()?.value).toBe('');
    leavePage();
    writeMarker(storeKey, sent);
    openPage();
    await vi.waitFor(() => expect(server.sent('/submissions').length).toBe(1));
    expect(readMarker(storeKey)?.isSent).toBeUndefined();
  });

  it('goes on under the id of a message that has no session yet', async () => {
    server.trouble = 'down';
    openPage();
    launcher()?.click();
    await composerHasCome();
    await userEvent.keyboard('Hello{Enter}');
    await vi.waitFor(() => expect(readMarker(storeKey)?.requestId).toBeTruthy());
    const { requestId } = readMarker(storeKey) ?? {};
    leavePage();
    server.trouble = undefined;
    server.calls.length = 0;
    openPage();
    await vi.waitFor(() => expect(server.sent('/chat-sessions')[0]?.body).toMatchObject({ requestId }));
    await vi.waitFor(() => expect(server.sent('/submissions')[0]?.body).toMatchObject({ requestId, sequence: 1 }));
    field()?.focus();
    await userEvent.keyboard('Again{Enter}');
    const again = () => server.sent('/submissions').find(({ body }) => body.text === 'Again');
    await vi.waitFor(() => expect(again()?.body).toMatchObject({ requestId, sequence: 2 }));
  });

  it('keeps what is typed before the composer comes together with the draft', async () => {
    await openMessageStore(storeKey).putDraft('First half');
    writeMarker(storeKey, { isOpen: true });
    openPage();
    field()?.focus();
    const early = field() as HTMLTextAreaElement;
    early.value = 'and more';
    await vi.waitFor(() => expect(field()?.value).toBe('First half\nand more'));
  });

  it('leaves the note of another tab alone while nothing is typed here', () => {
    openPage();
    writeMarker(storeKey, { isOpen: true, isPending: true, text: 'Of the other tab' });
    document.dispatchEvent(new Event('visibilitychange'));
    expect(readMarker(storeKey)?.text).toBe('Of the other tab');
  });

  it('notes nothing any more once it is shut down', async () => {
    openPage();
    launcher()?.click();
    await userEvent.keyboard('Of the one before');
    api().shutdown();
    await vi.waitFor(() => expect(launcher()).toBeUndefined());
    localStorage.clear();
    document.dispatchEvent(new Event('visibilitychange'));
    expect(readMarker(storeKey)).toBeNull();
  });

  it('leaves the draft of another tab alone', async () => {
    openPage();
    await openMessageStore(storeKey).putDraft('Of the other tab');
    writeMarker(storeKey, { isOpen: true });
    launcher()?.click();
    await composerHasCome();
    await aMoment();
    expect(await openMessageStore(storeKey).draft()).toBe('Of the other tab');
    expect(readMarker(storeKey)).toBeTruthy();
  });

  it('sends what could not be sent, and then forgets it', async () => {
    server.trouble = 'down';
    openPage();
    launcher()?.click();
    await composerHasCome();
    await userEvent.keyboard('Hello{Enter}');
    await vi.waitFor(() => expect(part('.message')?.textContent).toContain('Kept on this device'));
    leavePage();
    server.trouble = undefined;
    server.state = 'delivered';
    openPage();
    await vi.waitFor(() => expect(part('.message')?.textContent).toContain('Delivered'));
    // What is left is for the idle moment of a later page: a reply may be waiting.
    await vi.waitFor(() => expect(readMarker(storeKey)).toEqual({ talkedAt: expect.any(Number) }));
  });

  it('shows that a message is not gone yet when the composer cannot be loaded', async () => {
    openPage({ assets: '/nowhere.js' });
    const unavailable = vi.fn();
    api().on('unavailable', unavailable);
    launcher()?.click();
    await userEvent.keyboard('Hello{Enter}');
    expect(part('form button')?.textContent).toBe('…');
    await vi.waitFor(() => expect(unavailable).toHaveBeenCalledWith('server-down'));
    expect(field()?.value).toBe('Hello\n');
  });

  it('has a text once that two pages before it had written down', async () => {
    await openMessageStore(storeKey, '', 'gone').putDraft('Half a th');
    writeMarker(storeKey, { isOpen: true, isPending: true, text: 'Half a thought', pageId: 'gone too' });
    openPage();
    await composerHasCome();
    await aMoment();
    expect(field()?.value).toBe('Half a thought');
  });

  it('has the last letters of a page that was still writing them down when it went', async () => {
    openPage();
    launcher()?.click();
    await composerHasCome();
    await userEvent.keyboard('Half a thought');
    vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
    document.dispatchEvent(new Event('visibilitychange'));
    // What makes the composer look after its note once more.
    field()?.dispatchEvent(new Event('input'));
    await aMoment();
    expect(readMarker(storeKey)?.text).toBe('Half a thought');
  });
});
