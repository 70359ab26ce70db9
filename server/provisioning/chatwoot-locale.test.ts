import { expect, it } from 'vitest';
import { chatwootLocale } from './chatwoot-locale.ts';

it('gives a locale in Chatwoot’s spelling, or English, because an unknown one is a 500', () => {
  const locales = ['nl', 'pt-BR', 'pt-PT', 'de-AT', 'zh-Hant-TW', 'EN-us', 'tlh', ''];
  expect(locales.map(chatwootLocale)).toEqual(['nl', 'pt_BR', 'pt', 'de', 'zh_TW', 'en', 'en', 'en']);
});
