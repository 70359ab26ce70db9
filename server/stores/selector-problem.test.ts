import { describe, expect, it } from 'vitest';
import { selectorProblem } from './selector-problem.ts';

describe('a selector', () => {
  it.each([
    '',
    '.cart-drawer.is-open',
    '#menu > .panel + [aria-expanded="true"]',
    "dialog[open], [data-state='open'] ~ *",
    ':is(.a, .b):not([hidden]) :nth-child(2n + 1)',
    'my-drawer[open]::part(panel)',
    '.sm\\:open',
    '[data-x="}"]',
    '.lädchen',
  ])('may be %s', (selector) => {
    expect(selectorProblem(selector)).toBeNull();
  });

  it.each([
    ['.drawer[open', 'bracket'],
    ['.drawer)', 'bracket'],
    [':is(.a, [b)]', 'bracket'],
    ['[data-x="open]', 'quote'],
    ['.a { display: none }', 'has no place'],
    ['.a; .b', 'has no place'],
    ['<dialog>', 'has no place'],
    ['.a /* note */', 'has no place'],
    ['.a,, .b', 'empty or torn'],
    ['.a >', 'empty or torn'],
    ['> .a', 'empty or torn'],
    ['.', 'empty or torn'],
    ['.1st', 'empty or torn'],
    ['#', 'empty or torn'],
  ])('cannot be %s', (selector, problem) => {
    expect(selectorProblem(selector)).toContain(problem);
  });
});
