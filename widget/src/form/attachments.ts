import type { FormAnswer } from '../../../contract/form.ts';
import { element } from '../browser/element.ts';
import { cross, icon } from '../composer/icons.ts';
import type { FirstBox } from '../launcher/first-box.ts';
import type { TextPack } from '../texts/text-pack.ts';
import { drawThumbnail } from './thumbnail.ts';

const clip = 'M8 12l6-6a3 3 0 0 1 5 4l-8 8a5 5 0 0 1-7-7l7-7';

export interface Attachments {
  chosen(): File[];
  /** Gives them out, to be sent. */
  take(): File[];
  stop(): void;
}

export interface AttachmentsDeps {
  box: FirstBox;
  files: FormAnswer['files'];
  texts: TextPack;
  /** BCP 47. */
  locale: string;
  /** What an earlier page has left. */
  left: File[];
  onChange(chosen: File[]): void;
}

/** Lets files be chosen, dropped and pasted; what cannot go is told at once, in words. */
export function takeAttachments({ box, files: limits, texts, locale, left, onChange }: AttachmentsDeps): Attachments {
  const { maxCount, maxBytes, types } = limits;
  const words = texts.files;
  const stopping = new AbortController();
  const { signal } = stopping;
  let chosen: File[] = [];

  const picker = element('input', { type: 'file', multiple: '', accept: types.join(), hidden: '', tabindex: '-1' });
  const button = element('button', { type: 'button', class: 'attach' }, icon(clip), element('span', {}, words.add));
  const list = element('ul', { class: 'files', 'aria-label': words.list });
  const problem = element('p', { class: 'wrong', role: 'alert' });
  const tray = element('div', { class: 'tray empty' }, list, problem);
  box.send.before(tray, picker, button);
  button.onclick = () => picker.click();
  picker.onchange = () => {
    add([...(picker.files ?? [])]);
    picker.value = '';
    box.field.focus();
  };

  const { dialog } = box;
  const carriesFiles = (data: DataTransfer | null) => !!data?.types.includes('Files');
  dialog.addEventListener('paste', ({ clipboardData }) => add([...(clipboardData?.files ?? [])]), { signal });
  for (const name of ['dragenter', 'dragover', 'dragleave', 'drop'] as const) {
    dialog.addEventListener(
      name,
      (event) => {
        if (!carriesFiles(event.dataTransfer)) return;
        // Else the browser would leave the page and show the file.
        event.preventDefault();
        const isInside = name !== 'drop' && !(name === 'dragleave' && !dialog.contains(event.relatedTarget as Node));
        dialog.classList.toggle('dropping', isInside);
        if (name === 'drop') add([...(event.dataTransfer?.files ?? [])]);
      },
      { signal },
    );
  }
  add(left);

  function add(fresh: File[]) {
    if (!fresh.length) return;
    problem.textContent = '';
    for (const file of fresh) {
      const wrong = problemOf(file);
      if (wrong) problem.textContent = wrong;
      else chosen.push(file);
    }
    show();
  }

  function problemOf({ name, size, type }: File): string {
    if (chosen.length >= maxCount) return words.tooMany(maxCount.toLocaleString(locale));
    if (!isTaken(type, name)) return words.wrongKind(name);
    return size > maxBytes ? words.tooLarge(name, sizeText(maxBytes, locale)) : '';
  }

  /** Some systems do not know what a photograph of a phone is: its name has to do, for our server looks into it. */
  function isTaken(type: string, name: string) {
    return (
      types.includes(type) || (!type && types.some((known) => name.toLowerCase().endsWith(known.replace(/.*\//, '.'))))
    );
  }

  function show() {
    list.replaceChildren(...chosen.map(draw));
    tray.classList.toggle('empty', !chosen.length && !problem.textContent);
    onChange(chosen);
  }

  function draw(file: File) {
    const remove = element('button', { type: 'button', 'aria-label': words.remove(file.name) }, icon(cross));
    remove.onclick = () => {
      chosen = chosen.filter((other) => other !== file);
      problem.textContent = '';
      show();
      button.focus();
    };
    const name = element('span', { class: 'name', dir: 'auto' }, file.name);
    return element('li', {}, drawThumbnail(file), name, element('span', {}, sizeText(file.size, locale)), remove);
  }

  return {
    chosen: () => chosen,
    take() {
      const taken = chosen;
      chosen = [];
      problem.textContent = '';
      show();
      return taken;
    },
    stop() {
      stopping.abort();
      for (const part of [tray, picker, button]) part.remove();
    },
  };
}

/** Such as “1.4 MB”. */
export function sizeText(bytes: number, locale: string): string {
  const [amount, unit] = bytes < 1e6 ? [Math.max(bytes / 1024, 0.1), 'kilobyte'] : [bytes / 1024 / 1024, 'megabyte'];
  return new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: amount < 10 ? 1 : 0 }).format(
    amount,
  );
}
