import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formAnswer } from '../contact-form/index.ts';
import { formPage } from './form-page.ts';
import { pageLanguage } from './page-language.ts';
import { checkPosted, readPosted } from './posted-form.ts';

const store = {
  mode: 'chat' as const,
  locale: 'en',
  texts: {},
  form: {
    email: 'required' as const,
    fields: [{ key: 'size', kind: 'text' as const, label: { en: 'Size' }, required: true }],
    consent: { text: { en: 'You may.' }, required: true },
  },
};
const form = formAnswer(store);
const language = pageLanguage({ asked: 'en' });

const names = ['key', 'formVersion', 'text', 'contact.email', 'answers.size', 'answers.', 'consent', '__proto__'];
const name = fc.oneof(fc.constantFrom(...names), fc.string({ maxLength: 20 }));
const values = ['<script>', '</textarea><img>', '\0', 'ann@mail.example', form.version];
const value = fc.oneof(fc.constantFrom(...values), fc.string({ unit: 'binary' }));

it('makes a message or a page of whatever is sent, and no HTML of anything', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(name, value), { maxLength: 12 }), (body) => {
      const posted = readPosted(Object.fromEntries(body));
      const checked = checkPosted(store, form, posted, 'en');
      if (checked.ok) {
        expect(checked.message).toMatchObject({ consent: { text: 'You may.' }, text: expect.stringMatching(/\S/) });
      } else {
        const page = formPage({ store, form, language, posted, errors: checked.errors });
        expect(String(page.body)).toMatch(/^(?!.*<(script|img)).*role="alert".*<\/form>$/s);
      }
    }),
    { numRuns: 300 },
  );
});
