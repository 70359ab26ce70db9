/** The languages of an installation: code and the name shown for it. */
const languages: [string, string][] = [
  ['en', 'English (en)'],
  ['ar', 'العربية (ar)'],
  ['nl', 'Nederlands (nl) '],
  ['fr', 'Français (fr)'],
  ['de', 'Deutsch (de)'],
  ['it', 'Italiano (it)'],
  ['ja', '日本語 (ja)'],
  ['ko', '한국어 (ko)'],
  ['pt', 'Português (pt)'],
  ['ru', 'русский (ru)'],
  ['es', 'Español (es)'],
  ['ml', 'മലയാളം (ml)'],
  ['ca', 'Català (ca)'],
  ['el', 'ελληνικά (el)'],
  ['pt_BR', 'Português Brasileiro (pt-BR)'],
  ['ro', 'Română (ro)'],
  ['ta', 'தமிழ் (ta)'],
  ['fa', 'فارسی (fa)'],
  ['zh_TW', '中文 (台湾) (zh-TW)'],
  ['vi', 'Tiếng Việt (vi)'],
  ['da', 'dansk (da)'],
  ['tr', 'Türkçe (tr)'],
  ['cs', 'čeština (cs)'],
  ['fi', 'suomi, suomen kieli (fi)'],
  ['id', 'Bahasa Indonesia (id)'],
  ['sv', 'Svenska (sv)'],
  ['hu', 'magyar nyelv (hu)'],
  ['no', 'norsk (no)'],
  ['zh_CN', '中文 (zh-CN)'],
  ['pl', 'język polski (pl)'],
  ['sk', 'slovenčina (sk)'],
  ['uk', 'украї́нська мо́ва (uk)'],
  ['th', 'ภาษาไทย (th)'],
  ['lv', 'latviešu valoda (lv)'],
  ['is', 'íslenska (is)'],
  ['he', 'עִברִית (he)'],
  ['lt', 'lietuvių (lt)'],
  ['sr', 'Српски (sr)'],
  ['bg', 'български (bg)'],
  ['et', 'Eesti keel (et)'],
];

export const enabledLanguages = languages.map(([code, name]) => ({ name, iso_639_1_code: code }));

export function isLanguage(code: string): boolean {
  return languages.some(([known]) => known === code);
}
