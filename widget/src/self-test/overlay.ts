import { adoptStyles } from '../browser/adopt-styles.ts';
import { element } from '../browser/element.ts';
import { isPageDark } from '../launcher/page-theme.ts';
import { copyText } from './copy-text.ts';
import { drawSection } from './draw-section.ts';
import type { Section, SelfTestPage } from './finding.ts';
import css from './overlay.css?inline';
import { reportText, summaryOf, verdictOf } from './report-text.ts';

export interface Overlay {
  /** For trials that need a place. */
  root: ShadowRoot;
  show(sections: Section[]): void;
}

const inTheMiddle = { block: 'center' } as const;

/**
 * Draws an empty overlay across from the launcher, in its layer and below it: what it speaks of stays in reach.
 * @param onAgain everything is to be looked at once more
 */
export function drawOverlay({ settings, launcher }: SelfTestPage, onAgain: () => void, onClose: () => void): Overlay {
  const host = document.createElement('storefront-chat-self-test');
  const root = host.attachShadow({ mode: 'open' });
  const { panel, summary, body, foot, close, copy, again } = buildPanel(settings.position);
  let shown: Section[] = [];

  function leave() {
    host.remove();
    removeEventListener('keydown', leaveByKey);
    onClose();
  }
  function leaveByKey({ key }: KeyboardEvent) {
    const focused = document.activeElement;
    // Elsewhere the key is somebody else's: the box's, say, or a dialog's of the shop.
    if (key === 'Escape' && (focused === host || focused === document.body)) leave();
  }

  adoptStyles(root, css);
  panel.style.zIndex = `${settings.zIndex}`;
  root.append(panel);
  close.onclick = leave;
  again.onclick = onAgain;
  copy.onclick = async () => {
    copy.textContent = (await copyText(reportText(shown), foot)) ? 'Copied' : 'Copy the text above';
  };
  addEventListener('keydown', leaveByKey);
  launcher.host.before(host);

  return {
    root,
    show(sections) {
      shown = sections;
      panel.classList.toggle('dark', isPageDark(host));
      body.replaceChildren(...sections.map(drawSection));
      copy.textContent = 'Copy as text';
      const words = summaryOf(sections);
      // A status is read aloud whenever it is written.
      if (summary.textContent !== words) summary.textContent = words;
      const verdict = verdictOf(sections) ?? '';
      if (verdict === 'bad' && summary.className !== verdict) body.querySelector('.bad')?.scrollIntoView(inTheMiddle);
      summary.className = verdict;
    },
  };
}

/** It speaks English, whatever the page does: its reader is who set the shop up. */
function buildPanel(launcherSide: 'left' | 'right') {
  const name = 'Chat self-test';
  const side = launcherSide === 'left' ? 'right' : 'left';
  const summary = element('p', { role: 'status' });
  const body = element('div', { class: 'body', tabindex: '0', role: 'group', 'aria-label': 'Findings' });
  const close = element('button', { class: 'close', 'aria-label': 'Close the self-test' }, '×');
  const copy = element('button', {}, 'Copy as text');
  const again = element('button', {}, 'Check again');
  const head = element('header', {}, element('h2', {}, name), close, summary);
  const foot = element('footer', {}, copy, again);
  const panel = element('section', { 'aria-label': name, lang: 'en', dir: 'ltr', class: side }, head, body, foot);
  return { panel, summary, body, foot, close, copy, again };
}
