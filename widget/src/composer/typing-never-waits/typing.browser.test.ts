import { describe, expect, it, vi } from 'vitest';
import { readMarker, writeMarker } from '../../browser/marker.ts';
import { epochKey } from '../../identity/epoch.ts';
import { leavePage, part } from '../../test-support/open-page.ts';
import {
  aMoment,
  beTyping,
  chat,
  chatIsGone,
  chatIsUp,
  composerHasCome,
  field,
  identify,
  lineComesBack,
  otherTab,
  press,
  setStage,
  signOut,
  stage,
  visit,
} from '../../test-support/widget-stage.ts';
import { openMessageStore } from '../message-store.ts';

setStage();

describe('while a shopper types', () => {
  it('sign-in keeps the text, for it was written here a moment ago', async () => {
    await beTyping();
    await identify('ann');
    expect(field().value).toBe('Half a sen');
  });

  it('sign-in of somebody else empties the box', async () => {
    await beTyping();
    await identify('ann');
    await identify('bea');
    await vi.waitFor(() => expect(field().value).toBe(''));
  });

  it('sign-out empties the box, and the next page finds nothing', async () => {
    await beTyping();
    await signOut();
    expect(field().value).toBe('');
    leavePage();
    await press();
    await composerHasCome();
    await aMoment();
    expect(field().value).toBe('');
  });

  it('a line that is cut leaves the text alone, and says what happens to it', async () => {
    chat().start = chatIsGone;
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    stage.server.trouble = 'down';
    await beTyping();
    await vi.waitFor(() => expect(part('[role=status]')?.textContent).toContain('offline'));
    expect(field().value).toBe('Half a sen');
  });

  it('a page change takes the text along, to the last letter', async () => {
    await beTyping();
    // Typed in the very moment of leaving: no time for the database.
    field().value = 'Half a sentence';
    leavePage();
    visit();
    expect(field().value).toBe('Half a sentence');
    await composerHasCome();
    await aMoment();
    expect(field().value).toBe('Half a sentence');
  });

  it('a second tab has a draft of its own, and neither takes the other’s', async () => {
    const other = otherTab();
    await other.database.putDraft('Of the other tab');
    await beTyping();
    leavePage();
    visit();
    await composerHasCome();
    await aMoment();
    expect(field().value).toBe('Half a sen');
    expect(await other.database.draft()).toBe('Of the other tab');
    other.close();
  });

  it('Chatwoot back does not take the box away', async () => {
    chat().start = chatIsGone;
    await beTyping();
    await vi.waitFor(() => expect(part('[role=status]')?.textContent).toContain('slow'));
    chat().start = chatIsUp;
    lineComesBack();
    await vi.waitFor(() => expect(part('[role=status]')?.textContent).toBe(''));
    await aMoment();
    expect([chat().isOpen, field().value]).toEqual([false, 'Half a sen']);
  });

  it('Chatwoot gone turns the same box into the form, with the same text in it', async () => {
    chat().start = chatIsGone;
    await beTyping();
    await vi.waitFor(() => expect(part('[role=status]')?.textContent).toContain('slow'));
    part<HTMLFormElement>('form:has(textarea)')?.requestSubmit();
    await vi.waitFor(() => expect(part('#email')).toBeTruthy());
    // The address is asked for while the message is on its way.
    await vi.waitFor(() => expect(stage.server.texts()).toEqual(['Half a sen']));
  });
});

describe('two tabs', () => {
  it('take the draft of a tab that was closed', async () => {
    const other = otherTab();
    await other.database.putDraft('Of a tab that was closed');
    other.close();
    await beTyping();
    leavePage();
    visit();
    await vi.waitFor(() => expect(field().value).toBe('Of a tab that was closed\nHalf a sen'));
  });

  it('take it, though a tab in which nobody wrote has gone over its note', async () => {
    await openMessageStore(stage.storeKey, '', 'closed').putDraft('Of a tab that was closed');
    writeMarker(stage.storeKey, { isOpen: true, isPending: true, text: '', pageId: 'closed' });
    visit();
    await vi.waitFor(() => expect(field().value).toBe('Of a tab that was closed'));
  });

  it('show nothing of a tab that is still there', async () => {
    const other = otherTab();
    const [pageId = ''] = (await navigator.locks.query()).held?.map(({ name = '' }) => name.split(':')[2]) ?? [];
    const note = { isOpen: true, isPending: true, text: 'Of the other tab', pageId };
    localStorage.setItem(`storefront-chat:${stage.storeKey}`, JSON.stringify(note));
    visit();
    await composerHasCome();
    await vi.waitFor(() => expect(field().value).toBe(''));
    other.close();
  });

  it('are both emptied when one of them signs out', async () => {
    await beTyping();
    const other = otherTab();
    other.storage.setItem(epochKey(stage.storeKey), 'next');
    await vi.waitFor(() => expect(field().value).toBe(''));
    await vi.waitFor(async () => expect(await openMessageStore(stage.storeKey).isEmpty()).toBe(true));
    other.close();
  });
});

describe('a page that comes back from the browser’s memory', () => {
  const comeBack = () => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));

  it('still has its text when no other page took it', async () => {
    await beTyping();
    dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
    comeBack();
    await aMoment();
    expect(field().value).toBe('Half a sen');
  });

  it('is empty when another page has taken the draft, so that nothing is sent twice', async () => {
    await beTyping();
    dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
    document.dispatchEvent(new Event('visibilitychange'));
    expect(readMarker(stage.storeKey)).toMatchObject({ text: 'Half a sen', pageId: expect.any(String) });
    const { takeDrafts } = await import('../take-drafts.ts');
    await takeDrafts(stage.storeKey, '', {});
    comeBack();
    await vi.waitFor(() => expect(field().value).toBe(''));
  });

  it('looks for chat again', async () => {
    chat().start = chatIsGone;
    await beTyping();
    await vi.waitFor(() => expect(part('[role=status]')?.textContent).toContain('slow'));
    chat().start = chatIsUp;
    comeBack();
    await vi.waitFor(() => expect(part('[role=status]')?.textContent).toBe(''));
  });

  it('is empty when somebody signed out meanwhile', async () => {
    await beTyping();
    localStorage.setItem(epochKey(stage.storeKey), 'next');
    comeBack();
    await vi.waitFor(() => expect(field().value).toBe(''));
  });
});
