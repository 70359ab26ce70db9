import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** One request to a real Chatwoot and its answer, as the recordings keep it. */
export type Exchange = {
  name: string;
  rule: number | null;
  request: { method: string; path: string; headers: Record<string, string>; body: unknown };
  response: { status: number; headers: Record<string, string>; body: unknown };
  note?: unknown;
};

/** In the order in which they were recorded: each file goes on where the one before it stopped. */
export const recordingFiles = [
  'platform',
  'inboxes',
  'contacts',
  'conversations',
  'messages',
  'widget-api',
  'public-api',
  'attributes-labels-teams',
  'webhooks-api',
  'errors',
];

const projectRoot = fileURLToPath(new URL('../../..', import.meta.url));

/** The folder in CHATWOOT_RECORDINGS, or the usual place beside the project; undefined when there is none. */
export function recordingsFolder(): string | undefined {
  const named = process.env.CHATWOOT_RECORDINGS;
  const folder = named ?? `${projectRoot}/../shared/chatwoot-recordings`;
  if (existsSync(`${folder}/platform.json`)) return folder;
  if (named === undefined) return undefined;
  throw new Error(`CHATWOOT_RECORDINGS is "${named}", but there is no platform.json in it.`);
}

export function readExchanges(folder: string, file: string): Exchange[] {
  return JSON.parse(readFileSync(`${folder}/${file}.json`, 'utf8'));
}
