import type { ContactForm, FormPage } from '../form/open-form.ts';
import type { ComposerDeps } from './mount.tsx';

/** The way to the chunk that asks for more than words. Without it a message goes all the same. */
export interface FormLink {
  readonly form: ContactForm | undefined;
  /** Fetches it, unless it is there or on its way. Never fails: what could not be had is tried again. */
  start(): void;
  /** @returns whether it is on its way: then it calls back when that is over, and lets nobody wait for long */
  isComing(callBack: () => void): boolean;
}

const patienceMs = 2000;

export function createFormLink(
  { loadChunk }: ComposerDeps,
  page: () => FormPage,
  signal: AbortSignal,
  onChange: () => void,
): FormLink {
  let coming: Promise<unknown> | undefined;
  let isLate = false;
  const link = {
    form: undefined as ContactForm | undefined,
    start() {
      coming ??= fetchForm().catch(() => {
        coming = undefined;
      });
    },
    isComing(callBack: () => void) {
      if (link.form || !coming || isLate) return false;
      const late = new Promise((resolve) => setTimeout(resolve, patienceMs));
      Promise.race([coming, late]).then(() => {
        isLate = true;
        callBack();
      });
      return true;
    },
  };

  async function fetchForm() {
    const { openForm } = await loadChunk('form');
    const form = await openForm(page());
    if (signal.aborted) return form.stop();
    signal.addEventListener('abort', form.stop);
    link.form = form;
    onChange();
  }
  return link;
}
