import { availableParallelism, cpus, totalmem, type } from 'node:os';
import { formatTable } from '../../cli/table.ts';
import { markdownTable } from '../page/report.ts';
import { type Contest, targetRatio } from './contests.ts';
import type { Outcome } from './measure.ts';

export type Result = [Contest, Outcome];

const header = ['', 'route', 'against', 'ours, requests/s', 'bare', 'ratio', 'p99 of ours', 'p99 of bare'];

export const isMet = ({ ratio }: Outcome) => ratio >= targetRatio;

/** Everything that was found out, for a terminal or as Markdown. */
export function writeReport(results: Result[], rounds: number, style: 'terminal' | 'markdown'): string {
  const table = style === 'terminal' ? formatTable : markdownTable;
  return `${describe(rounds)}\n${table(header, results.map(rowOf))}`;
}

function rowOf([{ title, against }, outcome]: Result): string[] {
  const { ours, bare, ratio } = outcome;
  const route = `\`${title}\``;
  const speeds = [ours.requestsPerSecond, bare.requestsPerSecond].map((speed) =>
    Math.round(speed).toLocaleString('en'),
  );
  const waits = [ours.p99Ms, bare.p99Ms].map((ms) => `${ms.toFixed(1)} ms`);
  return [isMet(outcome) ? 'met' : 'missed', route, `bare ${against}`, ...speeds, `${ratio.toFixed(2)}×`, ...waits];
}

function describe(rounds: number): string {
  const memory = Math.round(totalmem() / 2 ** 30);
  return (
    `Target: ${targetRatio}× on every route. Rounds: ${rounds}, 32 connections; ${availableParallelism()} cores of ` +
    `${cpus()[0]?.model.trim() ?? 'an unknown processor'}, ${memory} GiB, ${type()}, Node ${process.versions.node}. ` +
    'Medians over the rounds; a ratio is of two turns right after one another.\n'
  );
}
