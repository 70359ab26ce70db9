import { availableParallelism, cpus, totalmem, type } from 'node:os';
import { formatTable } from '../../cli/table.ts';
import { judge } from './budgets.ts';
import { costFigures, pressFigures, type Rounds, tableRows } from './figures.ts';
import { milestoneRows } from './milestones.ts';
import { type VariantName, variantNames, variants } from './variants.ts';
import { cpuSlowdown, lineSpeed } from './visit-page.ts';

export interface Circumstances {
  rounds: number;
  browserVersion: string;
  /** Which one it is, in words. */
  chatwoot: string;
}

const header = ['', ...variantNames.map((name) => variants[name].title), 'ours ÷ no chat', 'ours ÷ official'];

/** Everything that was found out, for a terminal or as Markdown. */
export function writeReport(rounds: Rounds, circumstances: Circumstances, style: 'terminal' | 'markdown'): string {
  const table = style === 'terminal' ? formatTable : markdownTable;
  const title = style === 'terminal' ? (text: string) => text : (text: string) => `### ${text}\n`;
  const way = (name: VariantName) =>
    table(
      [variants[name].title, 'after'],
      milestoneRows(rounds[name].flatMap(({ milestones }) => (milestones ? [milestones] : []))),
    );
  const verdicts = judge(rounds).map(({ promise, isMet, because }) => [isMet ? 'met' : 'missed', promise, because]);
  return [
    describe(circumstances),
    title('Before anybody wants chat'),
    table(header, tableRows(rounds, costFigures)),
    title('From the press on'),
    table(header, tableRows(rounds, pressFigures)),
    title('The way from the press to the chat'),
    way('ours'),
    way('facade'),
    title('Budgets'),
    table(['', 'budget', 'figures'], verdicts),
  ].join('\n');
}

function describe({ rounds, browserVersion, chatwoot }: Circumstances): string {
  const cores = availableParallelism();
  const memory = Math.round(totalmem() / 2 ** 30);
  return (
    `Rounds: ${rounds}. Chromium ${browserVersion} slowed ${cpuSlowdown}×, ${lineSpeed.roundTripMs} ms round trip, ` +
    `${lineSpeed.downKbit / 1000} Mbit/s down and ${lineSpeed.upKbit / 1000} up; ${chatwoot}; ` +
    `${cores} cores of ${cpus()[0]?.model.trim() ?? 'an unknown processor'}, ${memory} GiB, ${type()}, Node ${process.versions.node}. ` +
    'Medians; in brackets the range of the middle half of the rounds.\n'
  );
}

export function markdownTable(head: string[], rows: string[][]): string {
  const row = (cells: string[]) => `| ${cells.join(' | ')} |`;
  return `${[row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n')}\n`;
}
