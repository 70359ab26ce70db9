import { createHash } from 'node:crypto';
import type { FormAnswer, FormSettings, Words } from '../../contract/form.ts';
import { acceptedTypes } from '../files/index.ts';
import type { ServedStore } from '../stores/index.ts';

/** What a form is made of. */
export type FormStore = Pick<ServedStore, 'form' | 'locale' | 'mode'>;

/** As most shops want them. */
export const defaultFiles = { maxCount: 5, maxBytes: 10 * 1024 * 1024 };

/** What the store's form asks, in the language of `locale` as far as the owner has words in it. */
export function formAnswer({ form, locale: own }: FormStore, locale = own): FormAnswer {
  const { email = 'optional', name = 'optional', fields = [], consent, privacyUrl, files = defaultFiles } = form;
  const say = (words: Words) => wordsIn(words, locale, own);
  return {
    version: formVersion(form),
    email,
    name,
    fields: fields.map(({ key, kind, label, required, choices = [] }) => {
      const question = { key, label: say(label), required };
      if (kind !== 'choice') return { kind, ...question };
      return { kind, ...question, choices: choices.map(({ value, label }) => ({ value, label: say(label) })) };
    }),
    ...(consent && { consent: { text: say(consent.text), required: consent.required } }),
    ...(privacyUrl && { privacyUrl }),
    files: { ...files, types: [...acceptedTypes] },
  };
}

/** Names what a form asks: another form has another version. */
export function formVersion(form: FormSettings): string {
  return createHash('sha256').update(JSON.stringify(form)).digest('base64url').slice(0, 16);
}

/** The exact tag, its first part, the store's own language, and then whatever there is: a question is never blank. */
function wordsIn(words: Words, locale: string, own: string): string {
  const tags = [locale, own].flatMap((tag) => [tag, tag.split('-')[0] ?? tag]);
  const tag = tags.find((name) => Object.hasOwn(words, name)) ?? Object.keys(words)[0];
  return (tag && words[tag]) ?? '';
}
