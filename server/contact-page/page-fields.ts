import type { FormAnswer } from '../../contract/form.ts';
import type { PageTexts } from './texts/en.ts';

/** A field as the page draws it. `name` is the one that a request has. */
export interface PageField {
  name: string;
  kind: 'message' | 'email' | 'text' | 'long-text' | 'choice' | 'consent';
  label: string;
  required: boolean;
  maxLength?: number;
  autocomplete?: string;
  hint?: string;
  choices?: { value: string; label: string }[];
}

const maxLengths = { message: 5000, email: 254, name: 120, answer: 1000 };

/** All that the form asks, in the order of the page: the words first, for they are why somebody is here. */
export function pageFields(form: FormAnswer, texts: PageTexts): PageField[] {
  const message: PageField = { name: 'text', kind: 'message', label: texts.message, required: true };
  const own = form.fields.map(
    ({ key, ...field }): PageField => ({ ...field, name: `answers.${key}`, maxLength: maxLengths.answer }),
  );
  return [{ ...message, maxLength: maxLengths.message }, ...own, ...contactFields(form, texts), ...consentField(form)];
}

function contactFields({ email, name }: FormAnswer, texts: PageTexts): PageField[] {
  const address: PageField = {
    name: 'contact.email',
    kind: 'email',
    label: texts.email,
    required: email === 'required',
    maxLength: maxLengths.email,
    autocomplete: 'email',
    hint: texts.emailWhy,
  };
  if (name === 'hidden') return [address];
  const required = name === 'required';
  const filling = { maxLength: maxLengths.name, autocomplete: 'name' };
  return [address, { name: 'contact.name', kind: 'text', label: texts.name, required, ...filling }];
}

function consentField({ consent }: FormAnswer): PageField[] {
  return consent ? [{ name: 'consent', kind: 'consent', label: consent.text, required: consent.required }] : [];
}
