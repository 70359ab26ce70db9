import type { FormAnswer } from '../../../contract/form.ts';
import { requestJson } from '../browser/request-json.ts';

/** What is asked where our server cannot be had: an address and a name, and nothing is demanded. */
const plainForm: FormAnswer = {
  version: '',
  email: 'optional',
  name: 'optional',
  fields: [],
  files: { maxCount: 0, maxBytes: 0, types: [] },
};

/** What the store's form asks, in the language of the page. Never fails. @param store address of the store on our server */
export async function askForForm(store: string, locale: string): Promise<FormAnswer> {
  const { status, body } = await requestJson('GET', `${store}/form?locale=${encodeURIComponent(locale)}`);
  return status === 200 && body ? (body as FormAnswer) : plainForm;
}

/** Whether no message may go without being asked something first. */
export function isDemanding({ email, name, fields, consent }: FormAnswer): boolean {
  return [email, name].includes('required') || !!consent?.required || fields.some(({ required }) => required);
}
