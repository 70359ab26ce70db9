import { isRecord } from '../http/params.ts';
import { identityHash } from '../resources/identity-hash.ts';
import { openChatwoot, serveChatwoot } from '../start-chatwoot.ts';
import type { State } from '../state/state.ts';
import { folderWithScripts } from '../testing/open-shop.ts';
import { aim, aimIds } from './aim-ids.ts';
import { compareAnswers, compareHeaders } from './compare.ts';
import { type Exchange, readExchanges, recordingFiles } from './exchange.ts';
import { cutDown, leftOut } from './left-out.ts';
import { createPlaceholders, type Placeholders } from './placeholders.ts';
import type { Preparation } from './preparations/calls.ts';
import { identityHashes } from './preparations/identity-hashes.ts';
import { preparations } from './preparations/index.ts';
import { startReceiver } from './receiver.ts';

export type Outcome = {
  file: string;
  name: string;
  kind: 'matched' | 'different' | 'not offered' | 'left out';
  /** Differences, or why it was left out. */
  details: string[];
};

type Replay = { url: string; state: State; values: Placeholders };

/** Sends every recorded request to one stand-in, in the recorded order, and compares the answers. */
export async function replayRecordings(folder: string): Promise<Outcome[]> {
  const receiver = await startReceiver();
  const { chatwoot, finish } = openChatwoot({
    privateWebhookHosts: [receiver.host],
    webhookTimeoutMs: 500,
    publicUrl: 'http://chatwoot.example',
    platformToken: 'the-platform-token',
    browserFiles: folderWithScripts,
  });
  const server = await serveChatwoot(chatwoot, finish, { port: 0 });
  const values = createPlaceholders({
    platform_token: 'the-platform-token',
    chatwoot: 'http://chatwoot.example',
    receiver: receiver.url,
    'jwt:other': 'this.is.none',
  });
  try {
    const replay = { url: server.url, state: chatwoot.state, values };
    const outcomes: Outcome[] = [];
    for (const file of recordingFiles) outcomes.push(...(await replayFile(replay, folder, file)));
    return outcomes;
  } finally {
    await server.stop();
    await receiver.stop();
  }
}

async function replayFile(replay: Replay, folder: string, file: string): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const [index, exchange] of readExchanges(folder, file).entries()) {
    for (const preparation of preparations[file]?.[index] ?? []) await prepare(replay, preparation);
    const reason = leftOut[file]?.[index];
    const outcome =
      reason === undefined
        ? await replayOne(replay, exchange, cutDown[file]?.includes(index) ?? false)
        : { kind: 'left out' as const, details: [reason] };
    outcomes.push({ file, name: `${index} ${exchange.name}`, ...outcome });
  }
  return outcomes;
}

/** What follows a job (rule 62) shows shortly after: one difference is no news until it stays. */
async function replayOne(
  replay: Replay,
  exchange: Exchange,
  isCut: boolean,
): Promise<Pick<Outcome, 'kind' | 'details'>> {
  const givesUpAt = Date.now() + 1000;
  for (;;) {
    const outcome = await tryOne(replay, exchange, isCut);
    const isWorthWaiting = outcome.kind === 'different' && exchange.request.method === 'GET' && Date.now() < givesUpAt;
    if (!isWorthWaiting) return outcome;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function tryOne(replay: Replay, exchange: Exchange, isCut: boolean): Promise<Pick<Outcome, 'kind' | 'details'>> {
  aimIds(replay.state, exchange);
  const answer = await send(replay, exchange.request);
  if (answer.status === 501) return { kind: 'not offered', details: [JSON.stringify(answer.body)] };
  replay.values.learn(exchange.response.body, answer.body);

  const { status, headers, body } = exchange.response;
  const details = [
    ...(status === answer.status ? [] : [`status: ${status} recorded, ${answer.status} answered`]),
    ...(isCut ? [] : compareHeaders(headers, answer.headers)),
    ...compareAnswers(body, answer.body, { isCut }),
  ];
  return { kind: details.length === 0 ? 'matched' : 'different', details };
}

async function prepare(replay: Replay, { request, ids = {}, learn, times = 1 }: Preparation): Promise<void> {
  for (const [table, id] of Object.entries(ids)) aim(replay.state, table, id, request.path);
  for (let round = 0; round < times; round += 1) {
    const answer = await send(replay, request);
    if (answer.status >= 300) {
      const { method, path } = request;
      throw new Error(`A preparation failed: ${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    }
    if (learn !== undefined) replay.values.learn(learn, answer.body);
  }
}

/** A recorded `identifier_hash` was made with a key of that server; ours has another. */
function withOurHashes(state: State, request: Exchange['request']): Exchange['request'] {
  let text = JSON.stringify(request);
  for (const [hash, { inbox, identifier }] of Object.entries(identityHashes)) {
    const key = state.inboxes.find((row) => row.id === inbox)?.channel.hmac_token;
    if (key !== undefined) text = text.replaceAll(hash, identityHash(key, identifier));
  }
  return JSON.parse(text);
}

type Answer = { status: number; headers: Headers; body: unknown };

async function send({ url, values, state }: Replay, recorded: Exchange['request']): Promise<Answer> {
  const request = withOurHashes(state, recorded);
  const path = String(values.fill(request.path));
  const headers = Object.fromEntries(
    Object.entries(request.headers ?? {}).map(([name, value]) => [name, String(values.fill(value))]),
  );
  const body = bodyOf(values.fill(request.body));
  const init = { method: request.method, headers: { ...body.headers, ...headers }, redirect: 'manual' as const };
  const response = await fetch(url + path, body.content === undefined ? init : { ...init, body: body.content });
  return { status: response.status, headers: response.headers, body: parsed(await response.text()) };
}

function bodyOf(body: unknown): { content?: string | FormData; headers: Record<string, string> } {
  if (body === null || body === undefined) return { headers: {} };
  if (typeof body === 'string') return { content: body, headers: {} };
  if (isRecord(body) && Array.isArray(body.multipart)) return { content: multipart(body.multipart), headers: {} };
  return { content: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
}

function multipart(parts: unknown[]): FormData {
  const form = new FormData();
  for (const part of parts.filter(Array.isArray)) {
    const [name, value] = part;
    if (!isRecord(value)) form.append(String(name), String(value));
    else
      form.append(
        String(name),
        new Blob(['x'.repeat(Number(value.bytes))], { type: String(value.type) }),
        String(value.filename),
      );
  }
  return form;
}

function parsed(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
