import { availableParallelism, cpus, totalmem, type } from 'node:os';
import { formatTable } from '../../cli/table.ts';
import type { Summary } from '../page/statistics.ts';
import type { AnalyticsCost } from './measure-analytics.ts';
import type { Cost } from './turns.ts';

/** Of the speed of a plain INSERT of the same rows, ours has so much at least. */
const targetRatio = 0.7;

export type Result =
  | { kind: 'contest'; database: string; cost: Cost }
  | { kind: 'stores'; count: number; cost: Cost }
  | { kind: 'rows'; count: number; cost: Cost; analytics: AnalyticsCost };

export const isMet = (result: Result) => result.kind !== 'contest' || result.cost.ratio.drizzle.median >= targetRatio;

export function describeMachine(rounds: number): string {
  const memory = Math.round(totalmem() / 2 ** 30);
  return (
    `Batches of 50, 20 callers, ${rounds} rounds; ${availableParallelism()} cores of ` +
    `${cpus()[0]?.model.trim() ?? 'an unknown processor'}, ${memory} GiB, ${type()}, Node ${process.versions.node}.\n` +
    'µs are of an event, ratios of turns right after one another: the median, and in which range the middle half lies.\n'
  );
}

export function writeReport(results: readonly Result[]): string {
  return [
    title(`Against one INSERT of the same rows (goal: ${targetRatio}× of that by Drizzle)`, contestTable(results)),
    title('With more stores (PostgreSQL)', storesTable(results)),
    title('With more rows (PostgreSQL, 100 stores, 90 days)', rowsTable(results)),
  ].join('');
}

function title(text: string, table: string): string {
  return table && `\n${text}\n\n${table}`;
}

function contestTable(results: readonly Result[]): string {
  const rows = results.flatMap((result) => {
    if (result.kind !== 'contest') return [];
    const { micros, ratio } = result.cost;
    const verdict = isMet(result) ? 'met' : 'missed';
    const speeds = [micros.ours, micros.drizzle, micros.driver, micros.http].map(inMicros);
    return [[verdict, result.database, ...speeds, inTimes(ratio.drizzle), inTimes(ratio.driver)]];
  });
  const head = [
    '',
    'database',
    'ours',
    'INSERT by Drizzle',
    'by the driver alone',
    'ours over HTTP',
    'ratio',
    'ratio to the driver alone',
  ];
  return tableOf(head, rows);
}

function storesTable(results: readonly Result[]): string {
  const rows = results.flatMap((result) =>
    result.kind === 'stores' ? [[inCount(result.count), ...pairOf(result.cost)]] : [],
  );
  return tableOf(['stores', 'ours', 'INSERT by Drizzle', 'ratio'], rows);
}

function rowsTable(results: readonly Result[]): string {
  const rows = results.flatMap((result) => {
    if (result.kind !== 'rows') return [];
    const { sumMs, sumLateMs, answerMs } = result.analytics;
    return [[inCount(result.count), ...pairOf(result.cost), ...[sumMs, sumLateMs, answerMs].map(inMs)]];
  });
  const analytics = ['summing 2 days of all', '9 days of all', 'an answer of 30 days'];
  return tableOf(['rows', 'ours', 'INSERT by Drizzle', 'ratio', ...analytics], rows);
}

const pairOf = ({ micros, ratio }: Cost) => [inMicros(micros.ours), inMicros(micros.drizzle), inTimes(ratio.drizzle)];
const tableOf = (head: string[], rows: string[][]) => (rows.length > 0 ? formatTable(head, rows) : '');

const inCount = (count: number) => count.toLocaleString('en');
const inMs = (ms: number) => `${Math.round(ms).toLocaleString('en')} ms`;
const inMicros = ({ median, q1, q3 }: Summary) => `${median.toFixed(0)} µs (${q1.toFixed(0)}–${q3.toFixed(0)})`;
const inTimes = ({ median, q1, q3 }: Summary) => `${median.toFixed(2)}× (${q1.toFixed(2)}–${q3.toFixed(2)})`;
