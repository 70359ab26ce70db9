import type { FormSettings, Words } from '../contract/form.ts';
import { formAnswer } from '../server/contact-form/index.ts';
import type { Store } from '../server/stores/index.ts';

/** What a store's form asks, for people to read: what, how, and in which words. */
export function formRows(store: Pick<Store, 'form' | 'locale' | 'mode'>): string[][] {
  const { email, name, files } = formAnswer(store);
  const { fields = [], consent, privacyUrl }: FormSettings = store.form;
  return [
    ['email', email, ''],
    ['name', name, ''],
    ...fields.flatMap(({ key, kind, label, required, choices = [] }) => [
      [key, `${kind}, ${required ? 'required' : 'optional'}`, inAllLanguages(label)],
      ...choices.map((choice) => [`${key} = ${choice.value}`, 'to choose', inAllLanguages(choice.label)]),
    ]),
    ...(consent ? [['consent', consent.required ? 'required' : 'optional', inAllLanguages(consent.text)]] : []),
    ...(privacyUrl ? [['privacyUrl', 'linked', privacyUrl]] : []),
    ['files', files.maxCount === 0 ? 'none' : `up to ${files.maxCount}, each up to ${inMegabytes(files.maxBytes)}`, ''],
  ];
}

/** `Order number (en), Bestelnummer (nl)` */
function inAllLanguages(words: Words): string {
  return Object.entries(words)
    .map(([language, text]) => `${text} (${language})`)
    .join(', ');
}

function inMegabytes(bytes: number): string {
  return `${Math.round((bytes / 1024 / 1024) * 100) / 100} MB`;
}
