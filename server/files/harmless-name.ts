import type { FileKind } from './file-kinds.ts';

const maxLength = 120;

/** What storages and downloads give a meaning of their own; Chatwoot takes these out too. */
const special = /[%$|:;<>?*"'`\\/&#{}]/g;

/**
 * A file's name as agents may see and save it: no folders, nothing invisible, nothing that turns the direction of
 * writing (`gpj.exe` must not read as `exe.jpg`), at most 120 characters, and an extension that says what it is.
 */
export function harmlessName(name: string, kind: FileKind): string {
  const last = name.toWellFormed().normalize('NFC').split(/[\\/]/).at(-1) ?? '';
  const plain = last
    .replace(/[\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/\p{C}/gu, '')
    .replace(special, '-');
  const { stem, extension } = split(plain);
  const fitting = kind.extensions.find((known) => known === extension.toLowerCase()) ?? kind.extensions[0];
  const room = maxLength - fitting.length - 1;
  // By code points: half an emoji is no character.
  const short = [...trimEnds(stem)].slice(0, room).join('');
  return `${trimEnds(short) || 'file'}.${fitting}`;
}

function split(name: string): { stem: string; extension: string } {
  const parts = /^(.*)\.([a-z0-9]{1,8})$/i.exec(name.trim());
  return { stem: parts?.[1] ?? name, extension: parts?.[2] ?? '' };
}

/** A dot in front hides a file, one behind is dropped by some systems. */
function trimEnds(name: string): string {
  return name.replace(/^[\s.-]+|[\s.-]+$/g, '');
}
