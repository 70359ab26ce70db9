import type { FormAnswer } from '../../../contract/form.ts';
import { element } from '../browser/element.ts';
import type { TextPack } from '../texts/text-pack.ts';
import type { FilledIn } from './filled-in.ts';

/** By the names of fields; those of the store's own begin with `answer:`. */
export type Values = Record<string, string>;

export interface Fields {
  root: HTMLElement;
  values(): Values;
  filledIn(): FilledIn;
  isWell(): boolean;
  /** Says beside each field what is wrong with it, and moves the focus to the first. @returns whether nothing is */
  check(): boolean;
  /** Our server does not take the address. */
  refuseEmail(): void;
}

export interface FieldsWanted {
  /** Without an address there would be no way to answer. */
  isEmailNeeded: boolean;
  /** The address and the name only: the rest is known. */
  isShort: boolean;
}

type Input = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
type Tell = (problem: string) => void;

const ownPrefix = 'answer:';
/** Only what is surely a slip: our server looks closer. */
const mayBeEmail = /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/;

/** Draws what the form asks, with what is known of it filled in. @param known by the names of fields */
export function drawFields(form: FormAnswer, known: Values, texts: TextPack, wanted: FieldsWanted): Fields {
  const { details, form: words } = texts;
  const root = element('div', { class: 'fields' });
  const inputs: Input[] = [];
  const checks: ((isTold: boolean) => Input | undefined)[] = [];
  let tellEmail: Tell = () => {};

  /** @param problemOf what is filled in, trimmed; nothing when it is well */
  function ask(
    input: Input,
    name: string,
    label: string,
    isNeeded: boolean,
    problemOf: (value: string) => string,
  ): Tell {
    const wrong = element('p', { class: 'wrong', id: `${name}-wrong` });
    input.id = input.name = name;
    input.setAttribute('aria-describedby', wrong.id);
    if (isNeeded) input.ariaRequired = 'true';
    const isTick = input instanceof HTMLInputElement && input.type === 'checkbox';
    if (isTick) input.checked = !!known[name];
    else input.value = known[name] ?? '';
    const tell: Tell = (problem) => {
      wrong.textContent = problem;
      input.ariaInvalid = `${!!problem}`;
    };
    const check = (isTold: boolean) => {
      const problem = problemOf(isTick && !input.checked ? '' : input.value.trim());
      if (isTold) tell(problem);
      return problem ? input : undefined;
    };
    // What was wrong is looked at again while it is mended, and not before.
    input.addEventListener('input', () => input.ariaInvalid === 'true' && check(true));
    const shown = element('label', { for: name }, isNeeded || isTick ? label : words.optional(label));
    root.append(
      element('div', { class: isTick ? 'field tick' : 'field' }, ...(isTick ? [input, shown] : [shown, input]), wrong),
    );
    inputs.push(input);
    checks.push(check);
    return tell;
  }
  const unlessEmpty =
    (isNeeded: boolean, problem = words.missing) =>
    (value: string) =>
      isNeeded && !value ? problem : '';

  const isEmailNeeded = wanted.isEmailNeeded || form.email === 'required';
  const email = element('input', { type: 'email', dir: 'ltr', autocomplete: 'email', maxlength: '254' });
  tellEmail = ask(email, 'email', details.email, isEmailNeeded, (value) =>
    (value || isEmailNeeded) && !mayBeEmail.test(value) ? details.emailWrong : '',
  );
  if (form.name !== 'hidden') {
    const isNeeded = form.name === 'required';
    const name = element('input', { autocomplete: 'name', maxlength: '120' });
    ask(name, 'name', details.name, isNeeded, unlessEmpty(isNeeded));
  }
  if (!wanted.isShort) {
    for (const field of form.fields) {
      const problem = field.kind === 'choice' ? `${words.choose}.` : words.missing;
      const { key, label, required } = field;
      ask(inputFor(field, words.choose), ownPrefix + key, label, required, unlessEmpty(required, problem));
    }
    const { consent, privacyUrl } = form;
    if (consent) {
      const { text, required } = consent;
      ask(element('input', { type: 'checkbox' }), 'consent', text, required, unlessEmpty(required, words.agree));
    }
    if (privacyUrl) {
      root.append(element('a', { href: privacyUrl, target: '_blank', rel: 'noopener' }, words.privacy));
    }
  }
  return {
    root,
    values,
    filledIn: () => filledIn(form, values()),
    isWell: () => !checks.some((check) => check(false)),
    check() {
      const [first] = checks.map((check) => check(true)).filter(Boolean);
      first?.focus();
      return !first;
    },
    refuseEmail: () => tellEmail(details.emailWrong),
  };

  function values(): Values {
    const given: Values = {};
    for (const input of inputs) {
      const isOff = input instanceof HTMLInputElement && input.type === 'checkbox' && !input.checked;
      if (!isOff && input.value.trim()) given[input.name] = input.value.trim();
    }
    return given;
  }
}

function inputFor(field: FormAnswer['fields'][number], choose: string): Input {
  if (field.kind === 'choice') {
    const options = field.choices.map(({ value, label }) => element('option', { value }, label));
    return element('select', {}, element('option', { value: '' }, choose), ...options);
  }
  if (field.kind === 'text') return element('input', { maxlength: '1000' });
  return element('textarea', { rows: '3', maxlength: '1000' });
}

function filledIn({ version, consent }: FormAnswer, values: Values): FilledIn {
  const answers = Object.entries(values)
    .filter(([name]) => name.startsWith(ownPrefix))
    .map(([name, value]) => [name.slice(ownPrefix.length), value]);
  return {
    email: values.email,
    name: values.name,
    answers: answers.length ? Object.fromEntries(answers) : undefined,
    consent: consent && values.consent ? { text: consent.text, at: Date.now() } : undefined,
    formVersion: version || undefined,
  };
}

/** The same the other way round, for a form that is shown again. */
export function valuesOf({ email, name, answers = {}, consent }: FilledIn = {}): Values {
  const own = Object.entries(answers).map(([key, value]) => [ownPrefix + key, value]);
  const rest = { email, name, consent: consent && 'on' };
  return Object.fromEntries([...Object.entries(rest).filter(([, value]) => value), ...own]);
}
