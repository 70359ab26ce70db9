import type { AgentSession } from './agent-session.ts';
import type {
  AgentEntry,
  AttributeDefinition,
  ConversationStatus,
  DeskConversation,
  DeskMessage,
} from './desk-types.ts';

export class DeskApiError extends Error {
  readonly status: number;
  readonly isSuspended: boolean;

  constructor(status: number, body = '') {
    super(`Chatwoot answered ${status}.`);
    this.status = status;
    // Chatwoot answers 401 to a stranger and to a suspended account alike.
    this.isSuspended = status === 401 && body.includes('Account is suspended');
  }
}

export const conversationsPerPage = 25;

export type DeskApi = ReturnType<typeof createDeskApi>;

/** The Application API with one agent's token. */
export function createDeskApi({ accountId, accessToken }: AgentSession) {
  async function call<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await fetch(`/api/v1/accounts/${accountId}${path}`, {
      method,
      headers: { 'Content-Type': 'application/json', 'api-access-token': accessToken },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      // Longer than Chatwoot itself takes before it gives up on a request.
      signal: AbortSignal.timeout(20_000),
    });
    const text = await response.text();
    if (!response.ok) throw new DeskApiError(response.status, text);
    return (text === '' ? undefined : JSON.parse(text)) as Answer;
  }

  return {
    conversations: async (page: number): Promise<DeskConversation[]> => {
      const list = await call<{ data: { payload: DeskConversation[] } }>(
        'GET',
        `/conversations?status=all&page=${page}`,
      );
      return list.data.payload;
    },
    conversation: (conversationId: number) => call<DeskConversation>('GET', `/conversations/${conversationId}`),
    messages: async (conversationId: number, before?: number): Promise<DeskMessage[]> => {
      const query = before === undefined ? '' : `?before=${before}`;
      return (await call<{ payload: DeskMessage[] }>('GET', `/conversations/${conversationId}/messages${query}`))
        .payload;
    },
    sendMessage: (conversationId: number, content: string, isPrivate: boolean, echoId: string) =>
      call<DeskMessage>('POST', `/conversations/${conversationId}/messages`, {
        content,
        private: isPrivate,
        echo_id: echoId,
      }),
    setStatus: (conversationId: number, status: ConversationStatus) =>
      call('POST', `/conversations/${conversationId}/toggle_status`, { status }),
    setTyping: (conversationId: number, typing_status: 'on' | 'off', is_private: boolean) =>
      call('POST', `/conversations/${conversationId}/toggle_typing_status`, { typing_status, is_private }),
    attributeDefinitions: () => call<AttributeDefinition[]>('GET', '/custom_attribute_definitions'),
    markSeen: (conversationId: number) => call('POST', `/conversations/${conversationId}/update_last_seen`),
  };
}

/** The stand-in's own list, so that nobody needs a password to try the desk. */
export async function fetchAgents(): Promise<AgentEntry[]> {
  const response = await fetch('/app/agents.json');
  if (!response.ok) throw new DeskApiError(response.status);
  return response.json();
}
