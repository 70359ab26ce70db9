import { describe, expect, it } from 'vitest';
import { samples } from '../testing/sample-files.ts';
import { fileKindOf } from './file-kinds.ts';

const typeOf = async (bytes: Uint8Array, name = 'photo.jpg') => (await fileKindOf(bytes, name))?.type ?? null;

describe('what a file is', () => {
  it.each([
    ['png', 'image/png'],
    ['jpeg', 'image/jpeg'],
    ['gif', 'image/gif'],
    ['webp', 'image/webp'],
    ['heic', 'image/heic'],
    ['avif', 'image/avif'],
    ['pdf', 'application/pdf'],
    ['text', 'text/plain'],
  ] as const)('is told by its bytes, whatever it is called: %s', async (name, type) => {
    expect(await typeOf(samples[name], 'invoice.exe')).toBe(type);
  });

  it.each(['html', 'svg', 'zip', 'exe', 'gzip'] as const)('is refused as %s, whatever it is called', async (name) => {
    expect(await typeOf(samples[name], 'photo.jpg')).toBeNull();
  });

  it('tells a table from other text by its name: both are shown as they are', async () => {
    expect(await typeOf(samples.csv, 'Orders.CSV')).toBe('text/csv');
    expect(await typeOf(samples.csv, 'orders.xls')).toBe('text/plain');
  });

  it.each([
    ['a page behind a few words', 'Dear shop,\n\n<html><body onload="alert(1)">'],
    ['a drawing with a script', '<?xml version="1.0"?>\n<svg onload="alert(1)"/>'],
    ['a script of a shell', '#!/bin/sh\nrm -rf ~\n'],
    ['a NUL between letters', 'a\0b'],
    ['nothing', ''],
  ])('takes no text that is %s', async (_what, text) => {
    expect(await typeOf(new TextEncoder().encode(text), 'note.txt')).toBeNull();
  });

  it('takes no bytes that are no text and nothing that is known', async () => {
    expect(await typeOf(new Uint8Array([0xc3, 0x28, 0x41, 0xff]))).toBeNull();
  });
});
