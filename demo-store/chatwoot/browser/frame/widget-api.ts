import type { WidgetAgent, WidgetContact, WidgetConversation, WidgetMessage } from './widget-types.ts';

/** A request that Chatwoot refused; `body` is its JSON, or the raw text of a proxy's page. */
export class WidgetApiError extends Error {
  readonly status: number;
  readonly body: unknown;

  constructor(status: number, body: unknown) {
    super(`The widget API answered ${status}.`);
    this.status = status;
    this.body = body;
  }
}

export type WidgetApi = ReturnType<typeof createWidgetApi>;

/** The widget API for one visitor. The session's token changes when the identity does: see `setAuthToken`. */
export function createWidgetApi(initialAuthToken: string) {
  let authToken = initialAuthToken;
  let locale = 'en';

  async function call<Answer>(method: string, path: string, body?: unknown, query = location.search): Promise<Answer> {
    const response = await fetch(`/api/v1/widget${path}${query}`, {
      method,
      headers: { 'Content-Type': 'application/json', 'X-Auth-Token': authToken },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const answer = parseJson(text);
    if (!response.ok) throw new WidgetApiError(response.status, answer ?? text);
    return answer as Answer;
  }

  const withLocale = () => `${location.search}&locale=${locale}`;
  const tokenOnly = () => `?website_token=${new URLSearchParams(location.search).get('website_token') ?? ''}`;
  // A relative `Date` string is what the official widget sends.
  const sentFrom = (pageUrl: string) => ({ timestamp: new Date().toString(), referer_url: pageUrl });

  return {
    authToken: () => authToken,
    setAuthToken: (token: string) => {
      authToken = token;
    },
    setLocale: (wanted: string) => {
      locale = wanted;
    },
    conversation: () => call<WidgetConversation>('GET', '/conversations'),
    contact: () => call<WidgetContact>('GET', '/contact'),
    agents: () => call<{ payload: WidgetAgent[] }>('GET', '/inbox_members', undefined, tokenOnly()),
    campaigns: () => call<unknown[]>('GET', '/campaigns', undefined, tokenOnly()),
    messages: (after?: number) => {
      const query = after === undefined ? location.search : `${location.search}&after=${after}`;
      return call<{ payload: WidgetMessage[]; meta?: { contact_last_seen_at?: number } }>(
        'GET',
        '/messages',
        undefined,
        query,
      );
    },
    sendMessage: (content: string, pageUrl: string, pending: object) =>
      call<WidgetMessage>(
        'POST',
        '/messages',
        { message: { content, reply_to: null, ...sentFrom(pageUrl) }, ...pending },
        withLocale(),
      ),
    startConversation: (contact: object, content: string, pageUrl: string) =>
      call<WidgetConversation & { messages: WidgetMessage[] }>(
        'POST',
        '/conversations',
        { contact, message: { content, ...sentFrom(pageUrl) }, custom_attributes: {} },
        withLocale(),
      ),
    submitAnswer: (messageId: number, answer: object) => call('PATCH', `/messages/${messageId}`, answer),
    updateLastSeen: () => call('POST', '/conversations/update_last_seen', { contact_last_seen_at: Date.now() / 1000 }),
    toggleTyping: (typing_status: 'on' | 'off') => call('POST', '/conversations/toggle_typing', { typing_status }),
    endConversation: () => call('GET', '/conversations/toggle_status'),
    setUser: (user: object) => call<WidgetContact & { widget_auth_token?: string }>('PATCH', '/contact/set_user', user),
    setCustomAttributes: (custom_attributes: object) => call('PATCH', '/contact', { custom_attributes }),
    deleteCustomAttribute: (key: string) =>
      call('POST', '/contact/destroy_custom_attributes', { custom_attributes: [key] }),
    setConversationAttributes: (custom_attributes: object) =>
      call('POST', '/conversations/set_custom_attributes', { custom_attributes }),
    deleteConversationAttribute: (key: string) =>
      call('POST', '/conversations/destroy_custom_attributes', { custom_attribute: [key] }),
    addLabel: (label: string) => call('POST', '/labels', { label }),
    removeLabel: (label: string) => call('DELETE', `/labels/${encodeURIComponent(label)}`),
    reportEvent: (name: string, pageUrl: string) =>
      call(
        'POST',
        '/events',
        { name, event_info: { initiated_at: { timestamp: new Date().toString() }, referer: pageUrl } },
        withLocale(),
      ),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Empty answers and a proxy's HTML page; the caller has the status.
    return undefined;
  }
}
