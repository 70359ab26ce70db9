import { beforeEach, describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { epochKey } from '../../identity/epoch.ts';
import { noteWriting } from '../../identity/last-written.ts';
import { leavePage, part } from '../../test-support/open-page.ts';
import {
  aMoment,
  chat,
  composerHasCome,
  field,
  identify,
  messageShown,
  otherTab,
  press,
  sessionOf,
  setStage,
  signOut,
  stage,
  visit,
} from '../../test-support/widget-stage.ts';

setStage();

let settle: () => void;

/** The next chat fetches its messages until `settle` is called. */
function holdBack() {
  chat().settled = new Promise((resolve) => {
    settle = resolve;
  });
}
beforeEach(holdBack);

/** Chat is ready, and takes the place of the box in the next moment. */
async function beAboutToTakeOver() {
  press();
  await vi.waitFor(() => expect(chat().starts.length).toBe(1));
  await composerHasCome();
}

async function signOutElsewhere() {
  const other = otherTab();
  other.storage.setItem(epochKey(stage.storeKey), 'next');
  await aMoment();
  other.close();
}

async function settled() {
  settle();
  await aMoment();
}

describe('chat that is about to take the place of the box', () => {
  it('does', async () => {
    await beAboutToTakeOver();
    settle();
    await vi.waitFor(() => expect(chat().isOpen).toBe(true));
  });

  it('leaves it to whoever has begun to type', async () => {
    await beAboutToTakeOver();
    await userEvent.keyboard('H');
    await settled();
    expect([chat().isOpen, field().value]).toEqual([false, 'H']);
  });

  it('waits for the end of a word that an input method is making', async () => {
    await beAboutToTakeOver();
    field().dispatchEvent(new CompositionEvent('compositionstart'));
    await settled();
    expect(chat().isOpen).toBe(false);
    field().dispatchEvent(new CompositionEvent('compositionend'));
    await vi.waitFor(() => expect(chat().isOpen).toBe(true));
  });

  it('waits for what was sent in that moment', async () => {
    await beAboutToTakeOver();
    await userEvent.keyboard('Hello{Enter}');
    await settled();
    await vi.waitFor(() => expect(messageShown()).toContain('Received'));
    expect(chat().isOpen).toBe(false);
  });

  it('goes on when whoever has just written signs in', async () => {
    await beAboutToTakeOver();
    noteWriting(stage.storeKey);
    await identify('ann');
    await settled();
    await vi.waitFor(() => expect([chat().isOpen, chat().starts.length]).toEqual([true, 2]));
  });

  it.each([
    ['somebody signs out', signOut],
    ['somebody else signs in', () => identify('bea')],
    ['another tab signs out', signOutElsewhere],
  ])('is not that of the one before, when %s', async (_, change) => {
    await beAboutToTakeOver();
    const settleOld = settle;
    holdBack();
    stage.server.session = sessionOf('of.next.x');
    await change();
    await vi.waitFor(() => expect(chat().starts.length).toBeGreaterThan(1));
    settleOld();
    await aMoment();
    expect(chat().isOpen).toBe(false);
    settle();
    await vi.waitFor(() => expect([chat().isOpen, chat().starts.at(-1)?.visitorToken]).toEqual([true, 'of.next.x']));
  });

  it('comes once, though the line was cut for a moment', async () => {
    await beAboutToTakeOver();
    dispatchEvent(new Event('offline'));
    dispatchEvent(new Event('online'));
    settle();
    await vi.waitFor(() => expect(chat().isOpen).toBe(true));
    expect(chat().starts.length).toBe(1);
  });

  it('opens on the next page instead, when this one is left', async () => {
    await beAboutToTakeOver();
    leavePage();
    delete chat().settled;
    settle();
    visit();
    part('.launcher')?.click();
    await vi.waitFor(() => expect(chat().isOpen).toBe(true));
  });

  it('gives way to the box when the page throws it away', async () => {
    await beAboutToTakeOver();
    chat().isThere = false;
    await settled();
    expect([chat().isOpen, part('.box')?.checkVisibility()]).toEqual([false, true]);
  });
});

describe('the offer to go on in the chat', () => {
  async function beStaying() {
    await beAboutToTakeOver();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    await userEvent.keyboard('Hello{Enter}');
    await vi.waitFor(() => expect(messageShown()).toContain('Received'));
    await vi.advanceTimersByTimeAsync(10_000);
    vi.useRealTimers();
  }
  const offer = () => part('.slot > div > .accent');

  it('is made when chat can show something, and not before', async () => {
    await beStaying();
    expect(offer()).toBeUndefined();
    settle();
    await vi.waitFor(() => expect(offer()).toBeTruthy());
    offer()?.click();
    expect(chat().isOpen).toBe(true);
  });

  it('shows what came before the socket of the chat was up, by fetching it first', async () => {
    await beStaying();
    settle();
    await vi.waitFor(() => expect(offer()).toBeTruthy());
    chat().misses = true;
    offer()?.click();
    await vi.waitFor(() => expect(chat().isOpen).toBe(true));
    expect(chat().refreshes).toBe(1);
  });

  it('leaves the box when the page has thrown the chat away, and has the next chat made', async () => {
    await beStaying();
    settle();
    await vi.waitFor(() => expect(offer()).toBeTruthy());
    chat().isThere = false;
    offer()?.click();
    expect(part('.box')?.checkVisibility()).toBe(true);
    await vi.waitFor(() => expect(chat().starts.length).toBe(2));
  });
});
