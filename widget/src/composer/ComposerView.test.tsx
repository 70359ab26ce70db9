import { cleanup, render, screen } from '@testing-library/preact';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { setTexts } from '../texts/current-texts.ts';
import { pack } from '../texts/en.ts';
import { ComposerView, type ComposerViewProps } from './ComposerView.tsx';
import type { SentMessage } from './sent-message.ts';

setTexts(pack);

afterEach(cleanup);

function message(state: SentMessage['state'], more: Partial<SentMessage> = {}): SentMessage {
  const body = { requestId: 'r', sequence: 1, text: 'Where is my order?', writtenAt: 0 };
  return { key: 'k', body, state, isStored: true, epoch: 'e', reference: 'K7Q-4TM', ...more };
}

function open(messages: SentMessage[], values: Partial<ComposerViewProps> = {}) {
  const calls = { onEdit: vi.fn(), onChat: vi.fn() };
  const quiet = { isWaiting: false, areReferencesShown: false, isChatOffered: false };
  render(<ComposerView messages={messages} {...quiet} {...calls} {...values} />);
  return calls;
}

const letter = new File(['words'], 'letter.txt', { type: 'text/plain' });
const inFile = { file: letter, body: { ...message('kept').body, text: 'letter.txt' } };

describe('how far a message has come', () => {
  it.each([
    ['only in this browser, with a line', message('kept'), {}, 'Sending…'],
    ['only in this browser, without one', message('kept'), { isWaiting: true }, 'Kept on this device, not sent yet'],
    ['in the memory of this page', message('kept', { isStored: false }), {}, 'Not sent yet. Keep this page open'],
    ['with our server', message('received'), {}, 'Received'],
    ['at the desk', message('delivered'), {}, 'Delivered'],
    ['a dead letter that an operator has', message('failed'), {}, 'Received. There is a delay'],
    ['not taken', message('refused'), {}, 'Not sent'],
  ] as [string, SentMessage, Partial<ComposerViewProps>, string][])('%s', (_, sent, values, words) => {
    open([sent], values);
    expect(screen.getByRole('log', { name: 'Your messages' }).textContent).toContain(words);
    expect(screen.queryByText(/K7Q-4TM/)).toBeNull();
  });

  it('of a file, while it is on its way', () => {
    open([message('kept', { ...inFile, progress: 0.25 })]);
    expect(screen.getByRole('progressbar', { name: 'letter.txt' })).toHaveProperty('value', 0.25);
  });
});

it('shows a reference where the shopper may need one, once for the words and not for their files', () => {
  open([message('received'), message('received', { ...inFile, key: 'f' })], { areReferencesShown: true });
  expect(screen.getAllByText('Your reference: K7Q-4TM')).toHaveLength(1);
});

it('gives back what was not taken', async () => {
  const refused = message('refused');
  const { onEdit } = open([message('delivered', { key: 'd' }), refused]);
  await userEvent.click(screen.getByRole('button', { name: 'Edit' }));
  expect(onEdit).toHaveBeenCalledExactlyOnceWith(refused);
});

it('offers the chat when there is one to go on in', async () => {
  const { onChat } = open([message('received')], { isChatOffered: true });
  await userEvent.click(screen.getByRole('button', { name: 'Go on in the chat' }));
  expect(onChat).toHaveBeenCalledOnce();
});
