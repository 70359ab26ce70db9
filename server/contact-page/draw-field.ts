import { html } from 'hono/html';
import type { PageField } from './page-fields.ts';
import type { Html } from './page-frame.ts';
import type { PageTexts } from './texts/en.ts';

export interface FieldState {
  value: string;
  /** What is wrong with it, in words. */
  error?: string | undefined;
  /** The first that is wrong takes the focus. */
  hasFocus: boolean;
}

/** A field with its label, and beside it what helps to fill it in. */
export function drawField(field: PageField, state: FieldState, texts: PageTexts): Html {
  const { name, label, required, hint } = field;
  const described = [hint && `${name}-hint`, state.error && `${name}-error`].filter(Boolean).join(' ');
  const attributes = html`id="${name}" name="${name}"${flag('required', required)}${flag('autofocus', state.hasFocus)}${
    state.error ? html` aria-invalid="true"` : ''
  }${described ? html` aria-describedby="${described}"` : ''}`;
  const error = state.error ? html`<p class="wrong" id="${name}-error"><span>${state.error}</span></p>` : '';
  if (field.kind === 'consent') {
    return html`<div class="tick"><input type="checkbox" value="yes" ${attributes}${flag('checked', state.value !== '')}>
<label for="${name}">${label}</label>${error}</div>`;
  }
  const isLong = field.kind === 'message' || field.kind === 'long-text';
  return html`<div class="field${isLong ? '' : ' short'}"><label for="${name}">${label}${
    required ? '' : html` <span class="optional">(${texts.optional})</span>`
  }</label>
${inputOf(field, state, attributes, texts)}
${hint ? html`<p class="hint" id="${name}-hint">${hint}</p>` : ''}${error}</div>`;
}

function inputOf(field: PageField, { value }: FieldState, attributes: Html, texts: PageTexts): Html {
  const { kind, maxLength, autocomplete, choices = [] } = field;
  const length = maxLength ? html` maxlength="${maxLength}"` : '';
  const filling = autocomplete ? html` autocomplete="${autocomplete}"` : '';
  if (kind === 'email') return html`<input type="email" dir="ltr" value="${value}" ${attributes}${length}${filling}>`;
  if (kind === 'text') return html`<input dir="auto" value="${value}" ${attributes}${length}${filling}>`;
  if (kind === 'choice') {
    // A choice that the owner has taken away meanwhile stays chosen.
    const isOlder = value !== '' && !choices.some((choice) => choice.value === value);
    const options = [...choices, ...(isOlder ? [{ value, label: value }] : [])].map(
      (choice) =>
        html`<option value="${choice.value}"${flag('selected', choice.value === value)}>${choice.label}</option>`,
    );
    return html`<div class="select"><select ${attributes}><option value="">${texts.choose}</option>${options}</select></div>`;
  }
  // What begins with an empty line would lose it: a browser takes the first one for part of the tag.
  return html`<textarea dir="auto" ${attributes}${length}${kind === 'message' ? html` class="words"` : ''}>
${value}</textarea>`;
}

function flag(name: string, isSet: boolean): Html | '' {
  return isSet ? html` ${name}` : '';
}
