import { type Summary, summarize } from './statistics.ts';
import { type VariantName, variantNames } from './variants.ts';
import type { Figures, Visit } from './visit-page.ts';

export type FigureName = keyof Figures;
type Unit = 'ms' | 'kB' | 'shift' | 'count';

interface Figure {
  name: FigureName;
  label: string;
  unit: Unit;
}

/** What a page costs while nobody wants chat. */
export const costFigures: readonly Figure[] = [
  { name: 'bytes', label: 'transferred', unit: 'kB' },
  { name: 'requests', label: 'requests', unit: 'count' },
  { name: 'longTasks', label: 'long tasks', unit: 'count' },
  { name: 'blockingMs', label: 'total blocking time', unit: 'ms' },
  { name: 'largestPaintMs', label: 'largest contentful paint', unit: 'ms' },
  { name: 'layoutShift', label: 'layout shift', unit: 'shift' },
  { name: 'cookies', label: 'cookies', unit: 'count' },
  { name: 'stored', label: 'stored items', unit: 'count' },
  { name: 'contactsBefore', label: 'contacts made in Chatwoot', unit: 'count' },
];

/** What a shopper waits for who wants it. */
export const pressFigures: readonly Figure[] = [
  { name: 'presses', label: 'presses until one can type', unit: 'count' },
  { name: 'typingMs', label: 'press → a box that takes typing', unit: 'ms' },
  { name: 'bootMs', label: 'press → Chatwoot’s app has booted', unit: 'ms' },
  { name: 'readyMs', label: 'press → our event `ready`', unit: 'ms' },
  { name: 'ownBootMs', label: 'request for Chatwoot’s script → its app has booted', unit: 'ms' },
  { name: 'contactsInAll', label: 'contacts made in Chatwoot by then', unit: 'count' },
];

/** Of each variant its visits, one a round. */
export type Rounds = Record<VariantName, Visit[]>;

export const noRounds = (): Rounds => ({ none: [], ours: [], official: [], facade: [] });

/** One figure of one variant over all rounds; null if the variant has no such thing. */
export function valuesOf(rounds: Rounds, variant: VariantName, name: FigureName): number[] | null {
  const values = rounds[variant].map(({ figures }) => figures[name]);
  return values.every((value) => value !== null) && values.length > 0 ? values : null;
}

export function summaryOf(rounds: Rounds, variant: VariantName, name: FigureName): Summary | null {
  const values = valuesOf(rounds, variant, name);
  return values && summarize(values);
}

/** Rows for a table: label, one cell per variant, and what ours is beside no chat and beside the official snippet. */
export function tableRows(rounds: Rounds, figures: readonly Figure[]): string[][] {
  return figures.map(({ name, label, unit }) => {
    const ours = summaryOf(rounds, 'ours', name);
    const share = (other: VariantName) => {
      const base = summaryOf(rounds, other, name);
      return ours && base && base.median !== 0 ? `${(ours.median / base.median).toFixed(2)}×` : '';
    };
    const cells = variantNames.map((variant) => cell(summaryOf(rounds, variant, name), unit));
    return [label, ...cells, share('none'), share('official')];
  });
}

/** The median, and where the middle half lies unless all rounds agree. */
function cell(summary: Summary | null, unit: Unit): string {
  if (!summary) return '–';
  const [median, q1, q3] = [summary.median, summary.q1, summary.q3].map((value) => inUnit(value, unit));
  const range = q1 === q3 ? '' : ` (${q1}–${q3})`;
  return `${median}${unit === 'ms' || unit === 'kB' ? ` ${unit}` : ''}${range}`;
}

function inUnit(value: number, unit: Unit): string {
  if (unit === 'kB') return (value / 1000).toFixed(1);
  if (unit === 'shift') return value.toFixed(3);
  return Math.round(value).toLocaleString('en');
}
