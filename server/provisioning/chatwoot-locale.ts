// The languages Chatwoot 4.14 answers to; any other is a 500 on account creation.
const chatwootLocales = new Set(
  `ar bg ca cs da de el en es et fa fi fr he hu id is it ja ko lt lv ml nl no pl pt pt_BR ro ru sk sr sv ta th tr uk vi
  zh_CN zh_TW`.split(/\s+/),
);

/** A BCP 47 locale in Chatwoot's spelling: `pt-BR` -> `pt_BR`, `de-AT` -> `de`; English where it has none. */
export function chatwootLocale(locale: string): string {
  const [language = '', ...rest] = locale.split('-');
  const region = rest.at(-1)?.toUpperCase();
  const candidates = [`${language.toLowerCase()}_${region}`, language.toLowerCase()];
  return candidates.find((candidate) => chatwootLocales.has(candidate)) ?? 'en';
}
