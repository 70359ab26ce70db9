import { afterEach, describe, expect, it } from 'vitest';
import type { FormAnswer } from '../../../contract/form.ts';
import { contactChangesSchema } from '../../../contract/submissions.ts';
import { plainForm } from '../test-support/fake-server.ts';
import { pack } from '../texts/en.ts';
import { drawFields, type Values, valuesOf } from './draw-fields.ts';

const choices = [{ value: 'return', label: 'A return' }];
const wholeForm: FormAnswer = {
  ...plainForm,
  name: 'required',
  fields: [
    { kind: 'text', key: 'order_number', label: 'Order number', required: false },
    { kind: 'choice', key: 'subject', label: 'What is it about?', required: true, choices },
    { kind: 'long-text', key: 'damage', label: 'What is broken?', required: true },
  ],
  consent: { text: 'You may keep my message.', required: true },
  privacyUrl: 'https://shop.example/privacy',
};

afterEach(() => document.body.replaceChildren());

function open(form: FormAnswer, known: Values = {}, wanted = { isEmailNeeded: false, isShort: false }) {
  const fields = drawFields(form, known, pack, wanted);
  document.body.append(fields.root);
  return fields;
}
function field(label: string): HTMLInputElement {
  const found = [...document.querySelectorAll('label')].find(({ textContent }) => textContent === label);
  return document.getElementById(found?.htmlFor ?? '') as HTMLInputElement;
}
function type(label: string, text: string) {
  field(label).value = text;
  field(label).dispatchEvent(new Event('input', { bubbles: true }));
}
const problemOf = (label: string) =>
  document.getElementById(field(label).getAttribute('aria-describedby') ?? '')?.textContent;

describe('what the form asks', () => {
  it('gives what our server takes', () => {
    const fields = open(wholeForm);
    type('E-mail (optional)', '  ann@mail.example ');
    type('Name', 'Ann');
    type('What is it about?', 'return');
    type('What is broken?', 'The handle');
    field('You may keep my message.').checked = true;
    expect(fields.check()).toBe(true);
    const filledIn = fields.filledIn();
    expect(filledIn).toMatchObject({
      email: 'ann@mail.example',
      name: 'Ann',
      answers: { subject: 'return', damage: 'The handle' },
      consent: { text: 'You may keep my message.' },
      formVersion: 'v1',
    });
    expect(contactChangesSchema.safeParse(filledIn).success).toBe(true);
    expect(valuesOf(filledIn)).toEqual(fields.values());
  });

  it('says beside each field what is missing, and leads to the first', () => {
    const fields = open(wholeForm);
    expect(fields.check()).toBe(false);
    expect(document.activeElement).toBe(field('Name'));
    expect([problemOf('Name'), problemOf('What is it about?')]).toEqual(['Please fill this in.', 'Please choose.']);
    expect(problemOf('You may keep my message.')).toContain('tick this box');
    expect(problemOf('Order number (optional)')).toBe('');
    expect(field('Name').ariaInvalid).toBe('true');
  });

  it('takes the word back when it is mended, and says nothing before it is asked', () => {
    const fields = open(wholeForm);
    type('Name', '');
    expect(problemOf('Name')).toBe('');
    fields.check();
    type('Name', 'Ann');
    expect([problemOf('Name'), field('Name').ariaInvalid]).toEqual(['', 'false']);
  });

  it.each(['ann', 'ann@mail', 'ann @mail.example'])('takes %j for a slip, wanted or not', (slip) => {
    const fields = open(plainForm);
    type('E-mail (optional)', slip);
    expect(fields.isWell()).toBe(false);
    expect(fields.check()).toBe(false);
    expect(problemOf('E-mail (optional)')).toMatch(/name@example\.com/);
  });

  it('wants an address where there would be no other way to answer', () => {
    expect(open(plainForm).isWell()).toBe(true);
    document.body.replaceChildren();
    expect(open(plainForm, {}, { isEmailNeeded: true, isShort: true }).isWell()).toBe(false);
    expect(field('E-mail')).toBeTruthy();
  });

  it('shows again what was filled in, ticks and choices too', () => {
    const known = { name: 'Ann', 'answer:subject': 'return', consent: 'on' };
    expect(open(wholeForm, known).values()).toEqual(known);
  });

  it('asks for no name where the owner wants none, and writes an address from the left in every language', () => {
    open({ ...plainForm, name: 'hidden' });
    expect(document.querySelectorAll('input').length).toBe(1);
    expect(field('E-mail (optional)').dir).toBe('ltr');
  });
});
