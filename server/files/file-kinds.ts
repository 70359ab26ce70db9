import { fileTypeFromBuffer } from 'file-type';

export interface FileKind {
  type: string;
  /** Without the dot; the first is what a file of this kind is called by. */
  extensions: readonly [string, ...string[]];
}

const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const excel = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/**
 * What a shopper may send: photographs and papers, all of which Chatwoot takes too. Left out on purpose are pages and
 * drawings that run scripts (HTML, SVG), documents with macros, archives, sound and film.
 */
const kinds: readonly FileKind[] = [
  { type: 'image/jpeg', extensions: ['jpg', 'jpeg'] },
  { type: 'image/png', extensions: ['png'] },
  { type: 'image/webp', extensions: ['webp'] },
  { type: 'image/gif', extensions: ['gif'] },
  { type: 'image/heic', extensions: ['heic', 'heif'] },
  { type: 'image/avif', extensions: ['avif'] },
  { type: 'application/pdf', extensions: ['pdf'] },
  { type: 'text/plain', extensions: ['txt', 'log', 'md'] },
  { type: 'text/csv', extensions: ['csv'] },
  { type: word, extensions: ['docx'] },
  { type: excel, extensions: ['xlsx'] },
  { type: 'application/vnd.oasis.opendocument.text', extensions: ['odt'] },
];

/** Media types of what is taken, for the form. */
export const acceptedTypes: readonly string[] = kinds.map(({ type }) => type);

/** Other names of the same thing. */
const aliases: Record<string, string> = {
  'image/apng': 'image/png',
  'image/heif': 'image/heic',
  'image/heic-sequence': 'image/heic',
};

/**
 * What a file is, by its bytes. Its name alone tells a table from other plain text: both are shown as they are.
 * @returns null for what is not taken.
 */
export async function fileKindOf(bytes: Uint8Array, name: string): Promise<FileKind | null> {
  const found = await fileTypeFromBuffer(bytes);
  if (found) return kindOf(aliases[found.mime] ?? found.mime);
  if (!isPlainText(bytes)) return null;
  return kindOf(/\.csv$/i.test(name.trim()) ? 'text/csv' : 'text/plain');
}

function kindOf(type: string): FileKind | null {
  return kinds.find((kind) => kind.type === type) ?? null;
}

/** What a browser, or whoever opens a file by its content, would take for a page, a drawing or a script. */
const markup = /<(!doctype|!--|\?|html|head|body|script|svg|iframe|object|embed|style|link|meta|base)/i;
const shebang = /^\s*#!/;

function isPlainText(bytes: Uint8Array): boolean {
  const text = decode(bytes);
  if (text === null || text.trim() === '') return false;
  return !/[^\P{Cc}\t\n\f\r]/u.test(text) && !markup.test(text) && !shebang.test(text);
}

function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null; // no UTF-8, so no text that everybody reads alike
  }
}
