import type { SubmissionRequest } from '../../../contract/submissions.ts';
import { adoptStyles } from '../browser/adopt-styles.ts';
import { element } from '../browser/element.ts';
import type { FormDraft } from '../composer/message-store.ts';
import type { ComposerDeps } from '../composer/mount.tsx';
import { askForForm, isDemanding } from './ask-for-form.ts';
import { takeAttachments } from './attachments.ts';
import { drawFields, type Fields, type Values, valuesOf } from './draw-fields.ts';
import type { FilledIn } from './filled-in.ts';
import css from './form.css?inline';
import { createWork } from './start-work.ts';

export interface FormPage extends ComposerDeps {
  /** Where questions stand that come after the message. */
  slot: HTMLElement;
  /** Address of the store on our server. */
  store: string;
  /** What an earlier page has left. */
  draft: FormDraft;
  /** @param filledIn after the message */
  onSave(filledIn: FilledIn): void;
  keepDraft<Part extends keyof FormDraft>(part: Part, draft: FormDraft[Part] | undefined): void;
}

/** What the questions hang on. */
interface FormNow {
  /** Known already. */
  given: FilledIn | undefined;
  /** Chat cannot be had. */
  isDue: boolean;
  /** There is a message that wants an answer. */
  isAnswerable: boolean;
  /** The shop knows who it is, and how to answer. */
  isVerified: boolean;
}

export interface ContactForm {
  update(now: FormNow): void;
  /**
   * What is to go along with a message that is sent now.
   * @returns `missing` when the store demands more before: it is asked for, and the focus is there
   */
  read(): FilledIn | 'missing' | undefined;
  /** Send was pressed on an empty message. */
  askForWords(): void;
  hasFiles(): boolean;
  takeFiles(): File[];
  /** Our server does not take the address. */
  refuse(): void;
  /** Somebody is in one of its fields, or has left something there. */
  isInUse(active: Element | null): boolean;
  checks(): SubmissionRequest['checks'];
  stop(): void;
}

type Place = 'before' | 'after';

/**
 * The box as contact form. What the store demands is asked `before` a message goes, and in form mode all the rest as
 * well; else the address is asked for `after` it is safe: whoever leaves then has still written to us.
 */
export async function openForm(page: FormPage): Promise<ContactForm> {
  const { settings, pack, launcher, slot, draft } = page;
  const { box, root } = launcher;
  const form = await askForForm(page.store, settings.locale);
  const isFormMode = !settings.chat;
  const work = createWork(form.work, () => page.loadChunk('work'));
  const trap = element('input', {
    class: 'trap',
    name: 'url',
    tabindex: '-1',
    autocomplete: 'off',
    'aria-hidden': 'true',
  });
  const sheet = box.field.form as HTMLFormElement;
  let now: FormNow = { given: undefined, isDue: true, isAnswerable: false, isVerified: false };
  let fields: Fields | undefined;
  let place: Place | undefined;
  let drawn: HTMLElement | undefined;
  let isAsked = false;
  let isDemanded = false;
  let values: Values = draft.values ?? {};

  const noWords = element('span', { class: 'wrong', id: 'message-wrong' });
  const changing = element('button', { type: 'button', class: 'link' }, pack.details.change);
  const given = element('p', { class: 'given' }, ' ', ' ', changing);

  adoptStyles(root, css);
  changing.onclick = change;
  sheet.noValidate = true;
  sheet.append(trap);
  const attachments =
    form.files.maxCount > 0
      ? takeAttachments({
          box,
          files: form.files,
          texts: pack,
          locale: settings.locale,
          left: draft.files ?? [],
          onChange: (chosen) => page.keepDraft('files', chosen.length ? chosen : undefined),
        })
      : undefined;
  box.field.addEventListener('input', work.start, { once: true });
  box.field.addEventListener('input', stopTelling);
  box.field.parentElement?.after(noWords);
  box.field.setAttribute('aria-describedby', noWords.id);

  function tellOfWords(problem: string) {
    noWords.textContent = problem;
    box.field.ariaInvalid = `${!!problem}`;
  }

  function stopTelling() {
    if (noWords.textContent) tellOfWords('');
  }

  function placeWanted(): Place | undefined {
    const { given, isDue, isAnswerable, isVerified } = now;
    if (isAsked) return 'after';
    if (!given && (isFormMode || isDemanded)) return 'before';
    const isOpen = isAnswerable && !given?.email && !isVerified;
    return isOpen && (isDue || place === 'after') ? 'after' : undefined;
  }

  function show(wanted: Place | undefined) {
    if (wanted === place) return;
    values = { ...values, ...fields?.values() };
    drawn?.remove();
    place = wanted;
    fields = drawn = undefined;
    sheet.classList.toggle('asking', isFormMode || place === 'before');
    if (!place) return;
    const isAfter = place === 'after';
    const isShort = isAfter && !!now.given && !isAsked;
    fields = drawFields(form, { ...valuesOf(now.given), ...values }, pack, { isEmailNeeded: isAfter, isShort });
    fields.root.addEventListener('input', keepValues);
    drawn = isAfter ? drawCard(fields) : fields.root;
    if (isAfter) slot.append(drawn);
    else sheet.prepend(drawn);
    if (!isAfter && !isFormMode) drawn.prepend(element('strong', {}, pack.form.before));
  }

  function keepValues() {
    values = fields?.values() ?? {};
    page.keepDraft('values', values);
  }

  function showGiven() {
    const email = place ? undefined : now.given?.email;
    given.remove();
    if (!email) return;
    given.firstChild?.replaceWith(pack.details.given(email));
    slot.append(given);
  }

  /** Asks again for what is known, to be changed. */
  function change() {
    isAsked = true;
    show('after');
    showGiven();
    fields?.root.querySelector('input')?.focus();
  }

  function drawCard(questions: Fields) {
    const save = element('button', { class: 'accent' }, pack.details.save);
    const card = element('form', { class: 'details' }, element('strong', {}, pack.details.title), questions.root, save);
    card.noValidate = true;
    card.onsubmit = () => {
      if (questions.check()) finish(page.onSave);
      return false;
    };
    return card;
  }

  /** What is filled in leaves the form. */
  function finish(use: (filledIn: FilledIn) => void) {
    const filledIn = { ...now.given, ...definite(fields?.filledIn()) };
    isAsked = false;
    values = {};
    show(undefined);
    page.keepDraft('values', undefined);
    use(filledIn);
  }

  return {
    update(next) {
      now = next;
      show(placeWanted());
      showGiven();
    },
    read() {
      if (now.given && !isAsked) return now.given;
      isDemanded = isDemanding(form);
      show(placeWanted());
      if (!fields) return now.given;
      const mayGoWithout = place === 'after' && !isDemanded;
      // Whoever writes on has not forgotten what stands in the fields.
      if (mayGoWithout && !fields.isWell()) return now.given;
      if (!fields.check()) return 'missing';
      let filledIn: FilledIn | undefined;
      finish((result) => {
        filledIn = result;
      });
      return filledIn;
    },
    askForWords() {
      if (place !== 'before' && !isFormMode) return;
      tellOfWords(pack.form.missing);
      box.field.focus();
    },
    hasFiles: () => !!attachments?.chosen().length,
    takeFiles: () => attachments?.take() ?? [],
    refuse() {
      isAsked = true;
      show('after');
      fields?.refuseEmail();
    },
    isInUse: (active) =>
      !!attachments?.chosen().length ||
      (!!fields && (fields.root.contains(active) || Object.keys(fields.values()).length > 0)),
    checks: () => ({
      trap: trap.value || undefined,
      openMs: page.pressedAt ? Math.max(0, Date.now() - page.pressedAt) : undefined,
      work: work.take(),
    }),
    stop() {
      for (const part of [drawn, given, trap, noWords]) part?.remove();
      box.field.removeEventListener('input', stopTelling);
      attachments?.stop();
      sheet.classList.remove('asking');
    },
  };
}

function definite(filledIn: FilledIn = {}): FilledIn {
  return Object.fromEntries(Object.entries(filledIn).filter(([, value]) => value !== undefined));
}
