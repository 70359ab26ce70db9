import { parseAccept } from 'hono/utils/accept';
import { ar } from './texts/ar.ts';
import { de } from './texts/de.ts';
import { en, type PageTexts } from './texts/en.ts';
import { es } from './texts/es.ts';
import { fr } from './texts/fr.ts';
import { it } from './texts/it.ts';
import { nl } from './texts/nl.ts';
import { pl } from './texts/pl.ts';
import { pt } from './texts/pt.ts';

const packs: Record<string, PageTexts> = { ar, de, en, es, fr, it, nl, pl, pt };

export interface PageLanguage {
  /** BCP 47, as it was asked for: the owner may have words in `pt-BR` where we have them in `pt`. */
  tag: string;
  texts: PageTexts;
  dir: 'ltr' | 'rtl';
}

/** As a shop's pages say what they speak, and whom they speak to. */
export interface LanguageWishes {
  /** `?locale=` of the address. */
  asked?: string | undefined;
  acceptLanguage?: string | undefined;
  /** Of the store: its own language, and those that it offers; null: all. */
  own?: string;
  offered?: readonly string[] | null;
}

/** The first that we have words in and the store offers: asked for in the address, wanted by the browser, the store's own. */
export function pageLanguage({ asked, acceptLanguage = '', own = 'en', offered = null }: LanguageWishes): PageLanguage {
  const wished = [asked ?? '', ...acceptedLanguages(acceptLanguage)].filter((tag) => isOffered(tag, own, offered));
  const tag = [...wished, own].find((wish) => packOf(wish)) ?? 'en';
  return { tag, texts: packOf(tag) ?? en, dir: packOf(tag) === ar ? 'rtl' : 'ltr' };
}

const firstPart = (tag: string) => tag.split('-')[0]?.toLowerCase() ?? '';

/** Of what is no language tag at all: none. */
function packOf(tag: string): PageTexts | undefined {
  const name = firstPart(tag);
  return /^[a-z]{2}(-[a-z0-9]{1,8}){0,3}$/i.test(tag) && Object.hasOwn(packs, name) ? packs[name] : undefined;
}

function isOffered(tag: string, own: string, offered: readonly string[] | null): boolean {
  return offered === null || [own, ...offered].some((one) => firstPart(one) === firstPart(tag));
}

function acceptedLanguages(header: string): string[] {
  return parseAccept(header.slice(0, 500)).flatMap(({ type, q }) => (q > 0 ? type : []));
}
