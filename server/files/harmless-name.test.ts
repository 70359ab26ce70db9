import { describe, expect, it } from 'vitest';
import { harmlessName } from './harmless-name.ts';

const jpeg = { type: 'image/jpeg', extensions: ['jpg', 'jpeg'] } as const;
const pdf = { type: 'application/pdf', extensions: ['pdf'] } as const;

describe('a file’s name', () => {
  it.each([
    ['photo.jpg', 'photo.jpg'],
    ['Foto van de doos.JPEG', 'Foto van de doos.jpeg'],
    ['写真.jpg', '写真.jpg'],
    ['../../etc/passwd', 'passwd.jpg'],
    ['C:\\Users\\ann\\scan.jpg', 'scan.jpg'],
    ['invoice.exe', 'invoice.jpg'],
    ['scan.2026.11', 'scan.2026.jpg'],
    ['photo', 'photo.jpg'],
    ['.htaccess', 'file.jpg'],
    ['', 'file.jpg'],
    ['...', 'file.jpg'],
    ['a"b<c>d|e.jpg', 'a-b-c-d-e.jpg'],
    ['line\r\nbreak\u2028.jpg', 'line break.jpg'],
    ['nul\0here.jpg', 'nulhere.jpg'],
    // Shown as "photo_exe.jpg" where the mark turns the rest around.
    ['photo_\u202egpj.exe', 'photo_gpj.jpg'],
    ['half \ud83d.jpg', 'half �.jpg'],
  ])('%j becomes %j', (given, harmless) => {
    expect(harmlessName(given, jpeg)).toBe(harmless);
  });

  it('says what the file is, not what it claims', () => {
    expect(harmlessName('photo.jpg', pdf)).toBe('photo.pdf');
  });

  it('has at most 120 characters, extension and whole emoji included', () => {
    const name = harmlessName(`${'🍵'.repeat(200)}.jpg`, jpeg);
    expect([...name]).toHaveLength(120);
    expect(name.isWellFormed()).toBe(true);
    expect(name.endsWith('🍵.jpg')).toBe(true);
  });
});
