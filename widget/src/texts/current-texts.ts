import type { TextPack } from './text-pack.ts';

/** The words of this page: its language is settled once, before the composer is drawn. */
export let texts: TextPack;

export function setTexts(pack: TextPack): void {
  texts = pack;
}
