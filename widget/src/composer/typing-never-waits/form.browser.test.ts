import { describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { readMarker } from '../../browser/marker.ts';
import { focused, leavePage, openPage, part } from '../../test-support/open-page.ts';
import {
  aMoment,
  chat,
  chatIsGone,
  composerHasCome,
  field,
  identify,
  messageShown,
  press,
  sessionOf,
  setStage,
  stage,
  visit,
} from '../../test-support/widget-stage.ts';

setStage();

const submissions = () => stage.server.sent('/submissions').map(({ body }) => body);
const shown = (id: string) => vi.waitFor(() => expect(part(id)).toBeTruthy());

function fill(id: string, text: string) {
  const input = part<HTMLInputElement>(id) as HTMLInputElement;
  input.value = text;
  input.dispatchEvent(new Event('input', { bubbles: true }));
}

describe('a shop that demands something', () => {
  async function bePressed() {
    chat().start = chatIsGone;
    stage.server.form = { ...stage.server.form, email: 'required' };
    press();
    await shown('.attach');
  }

  it('is told it before the message goes; the words stay where they are, on the next page too', async () => {
    await bePressed();
    await userEvent.keyboard('Hello{Enter}');
    expect(focused()).toBe(part('#email'));
    expect([submissions(), field().value]).toEqual([[], 'Hello']);
    fill('#name', 'Ann');
    await aMoment();
    leavePage();
    visit();
    await shown('.attach');
    await vi.waitFor(() => expect(field().value).toBe('Hello'));
    part('.box > form > .accent')?.click();
    await shown('#name');
    expect(part<HTMLInputElement>('#name')?.value).toBe('Ann');
    fill('#email', 'ann@mail.example');
    part('.box > form > .accent')?.click();
    await vi.waitFor(() => expect(messageShown()).toContain('Received'));
    expect(submissions()).toMatchObject([
      { text: 'Hello', contact: { email: 'ann@mail.example', name: 'Ann' }, formVersion: 'v1' },
    ]);
    expect(part('.given')?.textContent).toContain('ann@mail.example');
  });

  it('gets the message all the same when its form cannot be had', async () => {
    chat().start = chatIsGone;
    stage.server.trouble = 'down';
    press();
    await composerHasCome();
    await aMoment();
    await userEvent.keyboard('Hello{Enter}');
    await vi.waitFor(() => expect(messageShown()).toContain('Kept on this device'));
    stage.server.trouble = undefined;
    dispatchEvent(new Event('online'));
    await vi.waitFor(() => expect(stage.server.texts()).toEqual(['Hello']));
  });
});

describe('a shop without chat', () => {
  const open = () => {
    openPage({
      storeKey: stage.storeKey,
      chat: false,
      chatwoot: null,
      assets: '/widget/src/test-support/fake-chunks/*.ts',
    });
    part('.launcher')?.click();
  };

  it('has its fields at once, and asks nobody for chat', async () => {
    open();
    await shown('#email');
    expect(part('[role=status]')?.textContent).toContain('Write to us here');
    expect([stage.server.sent('/chat-sessions'), chat().starts]).toEqual([[], []]);
    await userEvent.keyboard('Do you ship?{Enter}');
    await vi.waitFor(() => expect(messageShown()).toContain('Received'));
    // The address was left out: now that the words are safe it is asked for.
    await shown('.details #email');
    expect(submissions()).toMatchObject([{ text: 'Do you ship?', reason: 'chat-off' }]);
    expect(readMarker(stage.storeKey)?.talkedAt).toBeUndefined();
  });

  it('says when nothing is written yet', async () => {
    open();
    await shown('#email');
    part('.box > form > .accent')?.click();
    expect(part('#message-wrong')?.textContent).toBe('Please fill this in.');
    expect(focused()).toBe(field());
    expect(submissions()).toEqual([]);
  });

  it('sends along what only a machine fills in', async () => {
    open();
    await shown('#email');
    const trap = part<HTMLInputElement>('.trap') as HTMLInputElement;
    expect([trap.tabIndex, trap.getAttribute('aria-hidden'), trap.checkVisibility()]).toEqual([-1, 'true', true]);
    trap.value = 'https://spam.example';
    await userEvent.keyboard('Buy this{Enter}');
    await vi.waitFor(() => expect(messageShown()).toContain('Received'));
    expect(submissions()[0]?.checks).toMatchObject({ trap: 'https://spam.example', openMs: expect.any(Number) });
  });
});

describe('a customer whom the shop knows', () => {
  async function writeAs(identity: 'verified' | 'refused') {
    chat().start = chatIsGone;
    stage.server.session = { ...sessionOf(), identity };
    visit();
    await identify('ann');
    part('.launcher')?.click();
    await shown('.attach');
    await userEvent.keyboard('Hello{Enter}');
    await vi.waitFor(() => expect(messageShown()).toContain('Received'));
  }

  it('is not asked where to answer', async () => {
    await writeAs('verified');
    await aMoment();
    expect(part('#email')).toBeUndefined();
  });

  it('is asked when nothing has proven who they are', async () => {
    await writeAs('refused');
    await shown('.details #email');
  });
});

describe('a form in the page', () => {
  const place = () => document.querySelector('#place') as HTMLElement;
  const inPlace = <Found extends HTMLElement>(selector: string) =>
    (place().firstElementChild?.shadowRoot?.querySelector(selector) ?? undefined) as Found;

  async function openWithPlace() {
    document.body.innerHTML = '<div id="place" data-storefront-chat="form">Mail us</div>';
    visit();
    await vi.waitFor(() => expect(inPlace('#email')).toBeTruthy());
  }
  const databases = async () => (await indexedDB.databases()).filter(({ name }) => name?.includes(stage.storeKey));

  it('is there without a press, and keeps nothing before somebody writes', async () => {
    await openWithPlace();
    await aMoment();
    expect([localStorage.length, await databases()]).toEqual([0, []]);
    expect(stage.server.sent('/chat-sessions')).toEqual([]);
    expect(inPlace('.box').role).toBe('group');
  });

  it('sends its own, once, though the box of the launcher finds it as well', async () => {
    await openWithPlace();
    stage.server.trouble = 'down';
    inPlace('textarea').focus();
    await aMoment();
    await userEvent.keyboard('From the page{Enter}');
    await vi.waitFor(() => expect(inPlace('.message').textContent).toContain('Kept on this device'));
    expect(readMarker(stage.storeKey)?.isPending).toBe(true);
    part('.launcher')?.click();
    await vi.waitFor(() => expect(messageShown()).toContain('From the page'));
    const before = submissions().length;
    stage.server.trouble = undefined;
    dispatchEvent(new Event('online'));
    await vi.waitFor(() => expect(inPlace('.message').textContent).toContain('Received'));
    await vi.waitFor(() => expect(messageShown()).toContain('Received'));
    expect(stage.server.texts()).toEqual(['From the page']);
    expect(submissions().length).toBe(before + 1);
  });

  it('has a draft of its own: what is begun there does not turn up in the box', async () => {
    await openWithPlace();
    inPlace('textarea').focus();
    await aMoment();
    await userEvent.keyboard('Half a sen');
    await aMoment();
    leavePage();
    await openWithPlace();
    await vi.waitFor(() => expect(inPlace<HTMLTextAreaElement>('textarea').value).toBe('Half a sen'));
    expect(field().value).toBe('');
  });
});
