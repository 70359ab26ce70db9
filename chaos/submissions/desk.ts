import { z } from 'zod';
import type { Found } from './verdict.ts';

const conversationsSchema = z.object({ data: z.object({ payload: z.array(z.object({ id: z.int() })) }) });

const messagesSchema = z.object({
  payload: z.array(
    z.object({
      id: z.int(),
      conversation_id: z.int(),
      message_type: z.int(),
      content: z.string().nullable(),
      attachments: z.array(z.object({ data_url: z.string(), file_size: z.int() })).default([]),
    }),
  ),
});

/** What Chatwoot calls a message of the visitor. */
const incoming = 0;

export interface DeskOptions {
  chatwootUrl: string;
  accountId: number;
  /** An administrator's. */
  token: string;
}

/** All that shoppers have written, as an agent sees it: the truth that our own database is held against. */
export async function readDesk(options: DeskOptions): Promise<Found[]> {
  const found: Found[] = [];
  for (const id of await conversationIds(options)) found.push(...(await messagesOf(options, id)));
  return found;
}

async function conversationIds(options: DeskOptions): Promise<number[]> {
  const ids = new Set<number>();
  for (let page = 1; ; page += 1) {
    const path = `/conversations?status=all&assignee_type=all&page=${page}`;
    const { payload } = conversationsSchema.parse(await read(options, path)).data;
    if (payload.length === 0) return [...ids];
    for (const { id } of payload) ids.add(id);
  }
}

async function messagesOf(options: DeskOptions, conversationId: number): Promise<Found[]> {
  const found: Found[] = [];
  for (let after = 0; ; ) {
    const path = `/conversations/${conversationId}/messages?after=${after}`;
    const { payload } = messagesSchema.parse(await read(options, path));
    const newest = payload.at(-1)?.id;
    if (newest === undefined || newest <= after) return found;
    found.push(...payload.filter(({ message_type }) => message_type === incoming).map(asFound));
    after = newest;
  }
}

function asFound(message: z.infer<typeof messagesSchema>['payload'][number]): Found {
  return {
    id: message.id,
    conversationId: message.conversation_id,
    text: message.content ?? '',
    files: message.attachments.map(({ data_url, file_size }) => ({
      name: decodeURIComponent(data_url.split('/').at(-1) ?? ''),
      size: file_size,
    })),
  };
}

async function read({ chatwootUrl, accountId, token }: DeskOptions, path: string): Promise<unknown> {
  const answer = await fetch(`${chatwootUrl}/api/v1/accounts/${accountId}${path}`, {
    headers: { 'api-access-token': token },
  });
  if (!answer.ok) throw new Error(`The desk answered ${answer.status} to ${path.split('?')[0]}.`);
  return answer.json();
}
