import { describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { readMarker } from '../../browser/marker.ts';
import { epochKey } from '../../identity/epoch.ts';
import { noteWriting } from '../../identity/last-written.ts';
import { leavePage, part } from '../../test-support/open-page.ts';
import {
  aMoment,
  api,
  beTakenOver,
  chat,
  chatIsGone,
  field,
  identify,
  otherTab,
  press,
  sessionOf,
  setStage,
  signOut,
  stage,
} from '../../test-support/widget-stage.ts';

setStage();

const isBoxShown = () => part('.box')?.checkVisibility();
const launcher = () => part('.launcher');

describe('once chat has taken the place of the box', () => {
  it('sign-in of whoever has just written makes it theirs, and leaves it open', async () => {
    noteWriting(stage.storeKey);
    await beTakenOver();
    await identify('ann');
    await vi.waitFor(() => expect([chat().isOpen, chat().starts.length]).toEqual([true, 2]));
  });

  it('sign-in of somebody else takes the chat away, and the next one has a session of its own', async () => {
    await beTakenOver();
    stage.server.session = sessionOf('of.ann.x');
    await identify('ann');
    await vi.waitFor(() => expect(chat().isOpen).toBe(false));
    launcher()?.click();
    await vi.waitFor(() => expect(chat().isOpen).toBe(true));
    expect(chat().starts.at(-1)?.visitorToken).toBe('of.ann.x');
    const asked = stage.server.sent('/chat-sessions').at(-1)?.body;
    expect(asked).toMatchObject({ jwt: expect.stringMatching(/^x\./), verifier: expect.any(String) });
    expect(asked).not.toHaveProperty('visitorToken');
  });

  it('sign-out takes the chat away and closes the launcher, with no session left', async () => {
    await beTakenOver();
    await signOut();
    expect([chat().isOpen, isBoxShown(), launcher()?.ariaExpanded]).toEqual([false, false, 'false']);
    expect(document.cookie).toBe('');
    launcher()?.click();
    expect(isBoxShown()).toBe(true);
  });

  it('a line that is cut leaves the chat where it is', async () => {
    await beTakenOver();
    stage.server.trouble = 'down';
    dispatchEvent(new Event('offline'));
    dispatchEvent(new Event('online'));
    await aMoment();
    expect([chat().isOpen, chat().starts.length]).toEqual([true, 1]);
  });

  it('a page change leaves no draft behind, and the next press has the chat again', async () => {
    await beTakenOver();
    leavePage();
    chat().isOpen = false;
    expect(readMarker(stage.storeKey)?.isPending).toBeUndefined();
    await press();
    await vi.waitFor(() => expect(chat().isOpen).toBe(true));
  });

  it('a second tab keeps its draft', async () => {
    const other = otherTab();
    await other.database.putDraft('Of the other tab');
    other.storage.setItem(`storefront-chat:${stage.storeKey}`, JSON.stringify({ isPending: true }));
    await beTakenOver();
    await aMoment();
    expect(await other.database.draft()).toBe('Of the other tab');
    expect(readMarker(stage.storeKey)?.isPending).toBe(true);
    other.close();
  });

  it('a second tab that signs out takes this chat away, too', async () => {
    await beTakenOver();
    const other = otherTab();
    other.storage.setItem(epochKey(stage.storeKey), 'next');
    await vi.waitFor(() => expect(chat().isOpen).toBe(false));
    other.close();
  });

  it('Chatwoot back, after the page has thrown the chat away, is opened by the next press', async () => {
    await beTakenOver();
    chat().isThere = false;
    chat().isOpen = false;
    api().close();
    await vi.waitFor(() => expect(chat().starts.length).toBe(2));
    chat().isThere = true;
    launcher()?.click();
    await vi.waitFor(() => expect(chat().isOpen).toBe(true));
  });

  it('Chatwoot gone gives the box back, which takes the message', async () => {
    await beTakenOver();
    chat().isThere = false;
    chat().start = chatIsGone;
    api().close();
    await vi.waitFor(() => expect(part('[role=status]')?.textContent).toContain('slow'));
    launcher()?.click();
    expect(isBoxShown()).toBe(true);
    field().focus();
    await userEvent.keyboard('Hello{Enter}');
    await vi.waitFor(() => expect(stage.server.texts()).toEqual(['Hello']));
  });
});

it('a widget that is shut down asks for nothing more', async () => {
  stage.server.state = 'received';
  await press();
  field().value = 'Hello';
  part<HTMLFormElement>('form:has(textarea)')?.requestSubmit();
  await vi.waitFor(() => expect(stage.server.sent('/submissions', 'GET').length).toBeGreaterThan(0));
  api().shutdown();
  await aMoment();
  const before = stage.server.calls.length;
  dispatchEvent(new Event('online'));
  dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect(stage.server.calls.length).toBe(before);
});
