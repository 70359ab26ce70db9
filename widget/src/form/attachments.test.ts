import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createFirstBox } from '../launcher/first-box.ts';
import { withTagSettings } from '../settings/tag-settings.ts';
import { demoSettings } from '../test-support/demo-settings.ts';
import { pack } from '../texts/en.ts';
import { sizeText, takeAttachments } from './attachments.ts';

const limits = { maxCount: 2, maxBytes: 2048, types: ['image/png', 'image/heic', 'application/pdf'] };
let onChange: ReturnType<typeof vi.fn<(chosen: File[]) => void>>;
let box: ReturnType<typeof createFirstBox>;

beforeEach(() => {
  onChange = vi.fn();
  box = createFirstBox(withTagSettings(demoSettings()), () => {});
  document.body.append(box.dialog);
});
afterEach(() => document.body.replaceChildren());

const open = (left: File[] = []) => takeAttachments({ box, files: limits, texts: pack, locale: 'en', left, onChange });
const file = (name: string, type: string, size = 10) => new File(['x'.repeat(size)], name, { type });
const problem = () => document.querySelector('.tray [role=alert]')?.textContent;
const listed = () => [...document.querySelectorAll('.files .name')].map(({ textContent }) => textContent);

/** As a browser tells of it. */
function bring(name: 'paste' | 'drop', ...files: File[]): Event {
  const data = { files, types: ['Files'] };
  const event = Object.assign(new Event(name, { bubbles: true, cancelable: true }), {
    clipboardData: data,
    dataTransfer: data,
  });
  box.field.dispatchEvent(event);
  return event;
}

it('takes files that are dropped, and pictures that are pasted', () => {
  const attachments = open();
  const drop = bring('drop', file('invoice.pdf', 'application/pdf'));
  bring('paste', file('image.png', 'image/png'));
  expect(listed()).toEqual(['invoice.pdf', 'image.png']);
  expect(attachments.chosen().length).toBe(2);
  // Else the browser would leave the page and show the file.
  expect(drop.defaultPrevented).toBe(true);
});

it.each([
  ['too large', file('video.png', 'image/png', 4000), 'video.png is too large: up to 2 kB is fine.'],
  ['of another kind', file('setup.exe', 'application/x-msdownload'), 'We cannot take setup.exe.'],
  ['of no kind at all', file('folder', ''), 'We cannot take folder.'],
])('says kindly what it does not take: %s', (_, bad, words) => {
  const attachments = open();
  bring('drop', bad, file('fine.png', 'image/png'));
  expect(problem()).toContain(words);
  expect(attachments.chosen().map(({ name }) => name)).toEqual(['fine.png']);
});

it('takes no more than the shop does, and says how many that is', () => {
  open();
  bring('drop', file('1.png', 'image/png'), file('2.png', 'image/png'), file('3.png', 'image/png'));
  expect([listed().length, problem()]).toEqual([2, 'We can take 2 of them at a time.']);
});

it('takes a photograph of a phone whose kind the system does not know', () => {
  open();
  bring('drop', file('IMG_1.HEIC', ''));
  expect(listed()).toEqual(['IMG_1.HEIC']);
});

it('lets a file be taken away by name, and keeps the focus near', () => {
  const attachments = open([file('left.png', 'image/png')]);
  const remove = document.querySelector<HTMLButtonElement>('[aria-label="Remove left.png"]');
  remove?.click();
  expect([listed(), attachments.chosen()]).toEqual([[], []]);
  expect(document.activeElement?.textContent).toBe('Add files');
});

it('keeps what is chosen until it is sent', () => {
  const attachments = open();
  bring('drop', file('1.png', 'image/png'));
  expect(onChange.mock.lastCall?.[0].length).toBe(1);
  expect(attachments.take().length).toBe(1);
  expect(onChange.mock.lastCall?.[0]).toEqual([]);
  attachments.stop();
  expect(document.querySelector('.tray, .attach')).toBeNull();
});

it('says sizes as people do', () => {
  expect([13, 84_000, 1_500_000, 10 * 1024 * 1024].map((bytes) => sizeText(bytes, 'en'))).toEqual([
    '0.1 kB',
    '82 kB',
    '1.4 MB',
    '10 MB',
  ]);
});
