import type { Page } from 'playwright-core';
import { readRequests } from './in-page.ts';
import { quantile } from './statistics.ts';

/** What happened on the way from a press to the chat, in milliseconds after the press. */
export type Milestones = Record<string, number>;

/** Each is the begin or the end of one request of the page. */
const stations = [
  { label: 'our composer is here', part: '/assets/composer', end: 'to' },
  { label: 'our bridge is here', part: '/assets/bridge', end: 'to' },
  { label: 'our server is asked for a session', part: '/chat-sessions', end: 'from' },
  { label: 'our server has answered with a session', part: '/chat-sessions', end: 'to' },
  { label: 'Chatwoot’s script is asked for', part: '/packs/js/sdk.js', end: 'from' },
  { label: 'Chatwoot’s script is here', part: '/packs/js/sdk.js', end: 'to' },
  { label: 'Chatwoot’s frame is asked for', part: '/widget?', end: 'from' },
] as const;

/** @param pressedAt epoch milliseconds, as everything in `moments`, which are added under their labels. */
export async function readMilestones(page: Page, pressedAt: number, moments: Milestones): Promise<Milestones> {
  const milestones: Milestones = {};
  for (const { label, part, end } of stations) {
    const [request] = await page.evaluate(readRequests, part);
    if (request) milestones[label] = request[end] - pressedAt;
  }
  for (const [label, at] of Object.entries(moments)) milestones[label] = at - pressedAt;
  return milestones;
}

/** Rows for a table, earliest first: label, and the median of the visits that had it. */
export function milestoneRows(visits: readonly Milestones[]): string[][] {
  const labels = new Set(visits.flatMap((visit) => Object.keys(visit)));
  return [...labels]
    .map((label) => ({
      label,
      at: quantile(
        visits.flatMap((visit) => visit[label] ?? []),
        0.5,
      ),
    }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ label, at }) => [label, `${Math.round(at).toLocaleString('en')} ms`]);
}
