import { html } from 'hono/html';
import type { FormAnswer } from '../../contract/form.ts';
import type { ServedStore } from '../stores/index.ts';
import { drawField } from './draw-field.ts';
import { type PageField, pageFields } from './page-fields.ts';
import type { Html, Page } from './page-frame.ts';
import type { PageLanguage } from './page-language.ts';
import { type FieldErrors, type PostedForm, trapName } from './posted-form.ts';
import type { PageWord } from './texts/en.ts';

export interface FormPage {
  store: Pick<ServedStore, 'texts'>;
  form: FormAnswer;
  language: PageLanguage;
  posted: PostedForm;
  errors?: FieldErrors;
  /** Why all of it did not go, though nothing in it is wrong. */
  notice?: PageWord;
}

/** The form, with all that was typed into it before and what is wrong with it. */
export function formPage({ store, form, language, posted, errors = {}, notice }: FormPage): Omit<Page, 'status'> {
  const { texts, tag } = language;
  const { values } = posted;
  const own = ownWords(store, tag);
  const fields = pageFields(form, texts);
  const wrong = fields.filter(({ name }) => errors[name]);
  const drawn = fields.map((field) => {
    const word = errors[field.name];
    const error = word === 'missing' && field.kind === 'choice' ? 'choose' : word;
    const state = { value: values[field.name] ?? '', error: error && texts[error], hasFocus: field === wrong[0] };
    return drawField(field, state, texts);
  });
  // An error that no field shows is none that somebody can mend.
  const word = notice ?? (Object.keys(errors).length > 0 ? 'broken' : undefined);
  const said = wrong.length > 0 ? html`${texts.mend}${linksTo(wrong)}` : word && texts[word];
  const title = own.title ?? texts.title;
  const body = html`<h1>${title}</h1>
<p class="lead">${own.greeting ?? texts.lead}</p>
${said ? html`<div class="note" role="alert">${said}</div>` : ''}
<form method="post" action="?locale=${tag}" accept-charset="utf-8">
<input type="hidden" name="key" value="${posted.key}" autocomplete="off">
<input type="hidden" name="formVersion" value="${values.formVersion ?? form.version}" autocomplete="off">
${olderAnswers(values, fields)}
${drawn}
<div class="trap" aria-hidden="true"><label for="${trapName}">${texts.trap}</label>
<input id="${trapName}" name="${trapName}" tabindex="-1" autocomplete="off"></div>
<div><button>${texts.send}</button></div>
${form.privacyUrl ? html`<p class="privacy"><a href="${form.privacyUrl}">${texts.privacy}</a></p>` : ''}
</form>`;
  // Read out first when the page has come again.
  return { title: said ? `${texts.mend.split('.')[0]}. ${title}` : title, body };
}

/** The owner's own words in this language, as in the box on the shop's pages. */
function ownWords({ texts }: FormPage['store'], tag: string) {
  return texts[tag] ?? texts[tag.split('-')[0] ?? tag] ?? {};
}

function linksTo(wrong: PageField[]): Html {
  return html`<ul>${wrong.map(({ name, label }) => html`<li><a href="#${name}">${label}</a></li>`)}</ul>`;
}

/** Answers to questions that the owner has taken away meanwhile: somebody has typed them. */
function olderAnswers(values: Record<string, string>, fields: PageField[]): Html[] {
  const known = new Set(fields.map(({ name }) => name));
  const older = Object.entries(values).filter(
    ([name, value]) => /^(answers|contact)\./.test(name) && value && !known.has(name),
  );
  return older.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" autocomplete="off">`);
}
