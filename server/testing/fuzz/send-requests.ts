import { errorBodySchema } from '../../../contract/errors.ts';
import { submissionAnswerSchema, submissionRequestSchema } from '../../../contract/submissions.ts';
import type { createApp } from '../../app.ts';
import type { FuzzRequest } from './arbitrary-requests.ts';
import { type Expected, expect, type Mode } from './expected-row.ts';

/** A message or file that was answered with 202. */
export interface Accepted {
  /** Of its request in the batch. */
  index: number;
  id: string;
  /** Of a message; of a file no more is expected than that it is there. */
  expected?: Expected;
  /** More was said of it later. */
  isAddedTo?: boolean;
}

interface Answer {
  status: number;
  id?: string | undefined;
  /** What is wrong with the answer. */
  problem?: string | undefined;
}

/** Sends one batch's requests to one store, and remembers by idempotency key what was accepted. */
export function createSender(app: ReturnType<typeof createApp>, storeKey: string, mode: Mode) {
  const accepted = new Map<string, Accepted>();
  /** Messages that may be repeated. */
  const sent: { body: string; key: string; id: string }[] = [];

  function send(index: number, request: FuzzRequest): Promise<Answer> {
    switch (request.kind) {
      case 'message':
        return sendMessage(index, request);
      case 'file':
        return sendFile(index, request);
      case 'repeat':
        return sendAgain(request);
      case 'contact':
        return sendContact(request);
    }
  }

  async function sendMessage(index: number, request: Extract<FuzzRequest, { kind: 'message' }>): Promise<Answer> {
    const { body, key, contentType } = request;
    const expected = expect(request, mode);
    const keyHeader = key === undefined ? {} : { 'idempotency-key': key };
    const answer = await ask('POST', '/submissions', { 'content-type': contentType, ...keyHeader }, body);
    keep(index, answer, key, expected);
    if (answer.id && key !== undefined && typeof body === 'string') sent.push({ body, key, id: answer.id });
    const isExpected = answer.status === expected.status || (answer.status === 409 && accepted.has(keyOf(key)));
    return isExpected ? answer : problem(answer, `expected ${expected.status}, got ${answer.status}`);
  }

  async function sendFile(index: number, { query, bytes, key }: Extract<FuzzRequest, { kind: 'file' }>) {
    const headers = { 'content-type': 'application/octet-stream', 'idempotency-key': key };
    const answer = await ask('POST', `/files?${query}`, headers, bytes);
    keep(index, answer, key);
    return answer;
  }

  async function sendAgain({ of, isChanged }: Extract<FuzzRequest, { kind: 'repeat' }>): Promise<Answer> {
    const first = sent[of % Math.max(1, sent.length)];
    if (!first) return ask('POST', '/submissions', {}, '{}');
    const message = submissionRequestSchema.parse(JSON.parse(first.body));
    const changed = JSON.stringify({ ...message, text: 'Something else', sequence: 99_999 });
    const headers = { 'content-type': 'application/json', 'idempotency-key': first.key };
    const answer = await ask('POST', '/submissions', headers, isChanged ? changed : first.body);
    const isRight = isChanged ? answer.status === 409 : answer.id === first.id;
    return isRight ? answer : problem(answer, `a repeat was answered with ${answer.status}`);
  }

  async function sendContact({ of, body }: Extract<FuzzRequest, { kind: 'contact' }>): Promise<Answer> {
    const id = typeof of === 'number' ? sent[of % Math.max(1, sent.length)]?.id : of;
    for (const one of accepted.values()) if (one.id === id) one.isAddedTo = true;
    return ask('PUT', `/submissions/${id ?? 'x'}/contact`, { 'content-type': 'application/json' }, body);
  }

  function keep(index: number, { id }: Answer, key = '', expected?: Expected) {
    if (id === undefined || accepted.has(keyOf(key))) return;
    accepted.set(keyOf(key), { index, id, ...(expected && { expected }) });
  }

  async function ask(
    method: string,
    path: string,
    headers: Record<string, string>,
    body: string | Uint8Array,
  ): Promise<Answer> {
    const init = { method, headers: { origin: 'https://shop.example', ...headers }, body: body as string };
    try {
      const answer = await app.request(`/v1/stores/${storeKey}${path}`, init);
      const said: unknown = await answer.json();
      const { status } = answer;
      if (status >= 500) return { status, problem: `answered with ${status}` };
      const { data } = submissionAnswerSchema.safeParse(said);
      if (status < 400 && data) return { status, id: data.id };
      const isError = status >= 400 && errorBodySchema.safeParse(said).success;
      return { status, problem: isError ? undefined : 'an answer in another shape' };
    } catch (error) {
      return { status: 0, problem: `thrown: ${error instanceof Error ? error.message : String(error)}` };
    }
  }

  return { send, accepted };
}

function problem(answer: Answer, words: string): Answer {
  return { ...answer, problem: answer.problem ?? words };
}

/** The database writes them in small letters. */
function keyOf(key = ''): string {
  return key.toLowerCase();
}
