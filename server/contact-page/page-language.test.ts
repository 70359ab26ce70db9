import { expect, it } from 'vitest';
import { type LanguageWishes, pageLanguage } from './page-language.ts';

const browser = 'tlh, xx;q=0.9, de-AT;q=0.8, fr;q=0.5, *;q=0.1';

it.each<[string, LanguageWishes, string]>([
  ['the one that its address asks for', { asked: 'nl-BE', acceptLanguage: browser }, 'nl-BE'],
  ['the browser’s, as far as we know it', { asked: 'tlh', acceptLanguage: browser }, 'de-AT'],
  ['one that the browser wants more, wherever it stands', { acceptLanguage: 'fr;q=0.5, es;q=0.9' }, 'es'],
  ['none that the browser does not want', { acceptLanguage: 'fr;q=0', own: 'pl' }, 'pl'],
  ['the store’s own, where nobody asks for any', { own: 'it' }, 'it'],
  ['the store’s own, where it does not offer another', { asked: 'fr', own: 'de', offered: ['nl'] }, 'de'],
  ['one that the store offers, in whatever country', { asked: 'pt-PT', own: 'de', offered: ['pt-BR'] }, 'pt-PT'],
  ['English, where we have no words in the store’s own', { asked: 'xx', own: 'tlh' }, 'en'],
  ['none that an object has by nature', { asked: 'constructor', acceptLanguage: '__proto__', own: 'nl' }, 'nl'],
  ['none that is no tag at all', { asked: 'de-"><script>', own: 'nl' }, 'nl'],
])('the page speaks %s', (_what, wishes, tag) => {
  expect(pageLanguage(wishes).tag).toBe(tag);
});

it('reads from right to left in Arabic alone', () => {
  expect([pageLanguage({ asked: 'ar-EG' }).dir, pageLanguage({ asked: 'en' }).dir]).toEqual(['rtl', 'ltr']);
});
