import { describe, expect, it, vi } from 'vitest';
import { readMarker } from '../../browser/marker.ts';
import { readEpoch } from '../../identity/epoch.ts';
import { noteSession } from '../../session/session-note.ts';
import { leavePage, part } from '../../test-support/open-page.ts';
import {
  aMoment,
  beSending,
  chat,
  chatIsUp,
  composerHasCome,
  identify,
  lineComesBack,
  messageShown,
  press,
  setStage,
  signOut,
  stage,
  visit,
} from '../../test-support/widget-stage.ts';
import { createMessageLane } from '../message-lane.ts';
import { openMessageStore } from '../message-store.ts';

setStage();

const submissions = () => stage.server.sent('/submissions').map(({ body }) => body);
const databaseIsEmpty = () =>
  vi.waitFor(async () => expect(await openMessageStore(stage.storeKey).isEmpty()).toBe(true));

describe('while a message is on its way', () => {
  it('sign-in keeps it in sight, and it goes out as it was written', async () => {
    await beSending();
    const [asWritten] = submissions();
    await identify('ann');
    expect(messageShown()).toContain('Hello');
    lineComesBack();
    await vi.waitFor(() => expect(messageShown()).toContain('Received'));
    expect(submissions().at(-1)).toEqual(asWritten);
  });

  it('sign-in of somebody else takes it out of sight, and sends it in no session of theirs', async () => {
    await beSending();
    await identify('ann');
    document.cookie = 'cw_conversation=of-ann; path=/';
    await identify('bea');
    await vi.waitFor(() => expect(messageShown()).toBe(''));
    expect(document.cookie).not.toContain('of-ann');
    const before = submissions().length;
    lineComesBack();
    await vi.waitFor(() => expect(stage.server.texts()).toEqual(['Hello']));
    const last = submissions().slice(before).at(-1);
    expect(last?.visitorToken).toBeUndefined();
    expect(last?.requestId).not.toBe(submissions()[0]?.requestId);
    await databaseIsEmpty();
  });

  it('sign-out takes it out of sight, and it still arrives, as nobody’s', async () => {
    document.cookie = 'cw_conversation=of-ann; path=/';
    noteSession(stage.storeKey, 'of-ann');
    await beSending();
    expect(submissions()[0]?.visitorToken).toBe('of-ann');
    await signOut();
    await vi.waitFor(() => expect(messageShown()).toBe(''));
    expect(document.cookie).toBe('');
    lineComesBack();
    await vi.waitFor(() => expect(stage.server.texts()).toEqual(['Hello']));
    expect(submissions().at(-1)).not.toHaveProperty('visitorToken');
    await databaseIsEmpty();
    await vi.waitFor(() => expect(readMarker(stage.storeKey)?.isPending).toBeUndefined());
  });

  it('sign-out never sends twice what our server has, though its answer was lost', async () => {
    await beSending();
    const [call] = stage.server.sent('/submissions');
    stage.server.trouble = undefined;
    await fetch(`https://chat.example/v1/stores/${stage.storeKey}/submissions`, {
      method: 'POST',
      headers: call?.headers ?? {},
      body: JSON.stringify(call?.body),
    });
    stage.server.trouble = 'down';
    await signOut();
    lineComesBack();
    await databaseIsEmpty();
    expect(stage.server.texts()).toEqual(['Hello']);
  });

  it('sign-out leaves with our server what our server has', async () => {
    await beSending();
    lineComesBack();
    await vi.waitFor(() => expect(messageShown()).toContain('Received'));
    const before = submissions().length;
    await signOut();
    await vi.waitFor(() => expect(messageShown()).toBe(''));
    await databaseIsEmpty();
    expect(submissions().length).toBe(before);
  });

  it('a line that is cut keeps it on this device, and it goes out by itself later', async () => {
    await beSending();
    lineComesBack();
    await vi.waitFor(() => expect(messageShown()).toContain('Received'));
    expect(stage.server.texts()).toEqual(['Hello']);
  });

  it('a page change takes it along', async () => {
    await beSending();
    leavePage();
    stage.server.trouble = undefined;
    visit();
    await vi.waitFor(() => expect(messageShown()).toContain('Received'));
    expect(stage.server.texts()).toEqual(['Hello']);
  });

  it('a second tab that finds it as well does not make two of it', async () => {
    await beSending();
    const stopping = new AbortController();
    const other = createMessageLane({
      store: `${location.origin}/v1/stores/${stage.storeKey}`,
      database: openMessageStore(stage.storeKey, readEpoch(stage.storeKey), 'other'),
      signal: stopping.signal,
      forgetOthers: async () => {},
      onChange() {},
      onContactRefused() {},
      loadChunk: () => Promise.reject(new Error('not in this test')),
    });
    stage.server.trouble = undefined;
    await other.resume();
    lineComesBack();
    await vi.waitFor(() => expect(messageShown()).toContain('Received'));
    await vi.waitFor(() => expect(other.messages).toMatchObject([{ state: 'received' }]));
    expect(stage.server.texts()).toEqual(['Hello']);
    stopping.abort();
  });

  it('Chatwoot back waits until it is delivered, then shows it in the chat', async () => {
    await beSending();
    chat().start = chatIsUp;
    lineComesBack();
    await vi.waitFor(() => expect(messageShown()).toContain('Received'));
    await aMoment();
    expect(chat().isOpen).toBe(false);
    stage.server.state = 'delivered';
    await vi.waitFor(() => expect(messageShown()).toContain('Delivered'));
  });

  it('Chatwoot gone asks where to answer, and the address follows the message', async () => {
    await beSending();
    await vi.waitFor(() => expect(part('#email')).toBeTruthy());
    const email = part<HTMLInputElement>('#email') as HTMLInputElement;
    email.value = 'jane@example.com';
    part<HTMLFormElement>('.details')?.requestSubmit();
    lineComesBack();
    await vi.waitFor(() => expect(stage.server.sent('/submissions', 'PUT').length).toBe(1));
    expect(stage.server.texts()).toEqual(['Hello']);
  });
});

it('a message that was sent in another epoch is not shown to whoever comes next', async () => {
  await beSending();
  leavePage();
  localStorage.setItem(`storefront-chat:${stage.storeKey}:epoch`, 'next');
  stage.server.trouble = undefined;
  await press();
  await composerHasCome();
  await vi.waitFor(() => expect(stage.server.texts()).toEqual(['Hello']));
  expect(messageShown()).toBe('');
});
