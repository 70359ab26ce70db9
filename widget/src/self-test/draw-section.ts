import { element } from '../browser/element.ts';
import type { Finding, Section, Verdict } from './finding.ts';

const signs: Record<Verdict, [sign: string, words: string]> = {
  good: ['✓', 'Fine'],
  note: ['i', 'Note'],
  bad: ['!', 'Problem'],
};

export function drawSection({ title, findings }: Section): HTMLElement {
  const rows = findings?.map(drawFinding) ?? [element('li', {}, element('span', {}, 'Looking …'))];
  return element('div', {}, element('h3', {}, title), element('ul', {}, ...rows));
}

function drawFinding({ label, verdict, value, advice }: Finding): HTMLElement {
  const [sign, words] = signs[verdict];
  const row = element(
    'li',
    { class: verdict },
    element('i', { 'aria-hidden': 'true' }, sign),
    element('b', {}, label),
    element('em', {}, words),
    element('span', {}, value),
  );
  if (advice) row.append(element('small', {}, ...withCommands(advice)));
  return row;
}

/** What stands between backticks is a command. */
function withCommands(advice: string): (Node | string)[] {
  return advice.split('`').map((part, index) => (index % 2 ? element('code', {}, part) : part));
}
