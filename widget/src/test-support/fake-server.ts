import { vi } from 'vitest';
import { chatOutcomeSchema } from '../../../contract/chat-outcomes.ts';
import { type FormAnswer, formAnswerSchema } from '../../../contract/form.ts';
import { type ChatSessionAnswer, chatSessionRequestSchema, sessionClaimedSchema } from '../../../contract/sessions.ts';
import { contactChangesSchema, type SubmissionAnswer, submissionRequestSchema } from '../../../contract/submissions.ts';

export const storeAddress = 'https://chat.example/v1/stores/demo';

export interface Call {
  method: string;
  path: string;
  body: Record<string, unknown>;
  headers: Headers;
}

/** A session's second address, and no session asked for. */
const claimed = '/claimed';

/** As of a store that has set nothing about its form. */
export const plainForm: FormAnswer = {
  version: 'v1',
  email: 'optional',
  name: 'optional',
  fields: [],
  files: { maxCount: 5, maxBytes: 10_000_000, types: ['image/png', 'image/jpeg', 'application/pdf'] },
};

/**
 * Our server, as far as the browser sees it, in the place of `fetch`. What arrives is parsed by the contract's own
 * schemas: a request that the real server would refuse fails the test that made it.
 */
export function fakeServer(storeKey = 'demo') {
  const store = `/v1/stores/${storeKey}`;
  const calls: Call[] = [];
  const submissions = new Map<string, SubmissionAnswer>();
  const bodies = new Map<string, string>();
  const server = {
    calls,
    /** In place of every answer; `down` is a line that is cut. */
    trouble: undefined as 'down' | number | undefined,
    session: undefined as ChatSessionAnswer | 'silence' | undefined,
    state: 'received' as SubmissionAnswer['state'],
    /** What the store's form asks. */
    form: plainForm,
    /** What makes it take a message: a solution of this, if there is one. */
    isWorkDone: undefined as ((work: string | undefined) => boolean) | undefined,
    /** The texts that it has, each once. */
    texts: () => [...bodies.values()].map((body): string => JSON.parse(body).text),
    sent: (path: string, method = 'POST') =>
      calls.filter(
        (call) =>
          call.method === method &&
          call.path.startsWith(path) &&
          call.path.endsWith(claimed) === path.endsWith(claimed),
      ),
  };

  async function answer(call: Call, signal: AbortSignal | null | undefined): Promise<Response> {
    if (server.trouble === 'down') throw new TypeError('Failed to fetch');
    if (server.trouble) return Response.json({ error: {} }, { status: server.trouble });
    if (call.path === '/chat-outcomes') {
      chatOutcomeSchema.parse(call.body);
      return new Response(null, { status: 204 });
    }
    if (call.path === '/chat-sessions') return answerSession(call, signal);
    if (call.path === '/form') return Response.json(formAnswerSchema.parse(server.form));
    if (call.path.endsWith(claimed)) {
      sessionClaimedSchema.parse(call.body);
      return new Response(null, { status: 204 });
    }
    if (call.method === 'POST') return accept(call);
    const [, , id = ''] = call.path.split('/');
    if (call.method === 'PUT') contactChangesSchema.parse(call.body);
    const known = submissions.get(id);
    return known ? Response.json({ ...known, state: server.state }) : new Response(null, { status: 404 });
  }

  function answerSession({ body }: Call, signal: AbortSignal | null | undefined): Promise<Response> | Response {
    const { requestId } = chatSessionRequestSchema.parse(body);
    if (server.session !== 'silence') {
      return Response.json(server.session ?? { state: 'unavailable', requestId, reason: 'chat-down' });
    }
    return new Promise((_, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason));
    });
  }

  function accept({ body, headers }: Call) {
    const { checks } = submissionRequestSchema.parse(body);
    if (server.isWorkDone?.(checks?.work) === false) return Response.json({ error: {} }, { status: 428 });
    const key = headers.get('idempotency-key') ?? '';
    const sent = JSON.stringify(body);
    if ((bodies.get(key) ?? sent) !== sent) return Response.json({ error: {} }, { status: 409 });
    bodies.set(key, sent);
    const submission: SubmissionAnswer = { id: key, reference: 'K7Q-4TM', state: 'received' };
    submissions.set(key, submission);
    return Response.json(submission, { status: 202 });
  }

  const realFetch = fetch;
  vi.stubGlobal('fetch', async (url: string, init: RequestInit = {}) => {
    // Widgets of earlier tests may still be about; they have stores of their own.
    if (!url.includes(store)) return realFetch(url, init);
    const call: Call = {
      method: init.method ?? 'GET',
      path: new URL(url).pathname.replace(store, ''),
      body: JSON.parse(`${init.body ?? '{}'}`),
      headers: new Headers(init.headers),
    };
    calls.push(call);
    return answer(call, init.signal);
  });
  return server;
}
