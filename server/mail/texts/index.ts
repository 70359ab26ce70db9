import { ar } from './ar.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { it } from './it.ts';
import type { MailTexts } from './mail-texts.ts';
import { nl } from './nl.ts';
import { pl } from './pl.ts';
import { pt } from './pt.ts';

export const mailTexts: Readonly<Record<string, MailTexts>> = { ar, de, en, es, fr, it, nl, pl, pt };

/** The words for the first of these language tags that we have any for; English for none. */
export function mailTextsFor(...tags: (string | null | undefined)[]): { language: string; texts: MailTexts } {
  for (const tag of tags) {
    const language = tag?.split(/[-_]/)[0]?.toLowerCase() ?? '';
    const texts = Object.hasOwn(mailTexts, language) ? mailTexts[language] : undefined;
    if (texts) return { language, texts };
  }
  return { language: 'en', texts: en };
}
