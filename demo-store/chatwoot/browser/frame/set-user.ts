import { loadConversation, loadMessages } from './conversation-actions.ts';
import { postToPage } from './page-port.ts';
import { WidgetApiError } from './widget-api.ts';
import { silently, type WidgetContext } from './widget-context.ts';

interface SetUserMessage {
  identifier?: string | number;
  user?: UserFields;
}

interface UserFields {
  email?: string;
  name?: string;
  avatar_url?: string;
  identifier_hash?: string;
  phone_number?: string;
  company_name?: string;
  city?: string;
  country_code?: string;
  description?: string;
  social_profiles?: object;
  custom_attributes?: object;
}

/**
 * Identifies the visitor. After a switch of identity the session is another one, but the socket stays where it was:
 * the new person hears what agents write to the old one (rule 66, T41).
 */
export async function setUser(context: WidgetContext, message: SetUserMessage): Promise<void> {
  const { api } = context;
  // The SDK's replay has its fields spread at top level, so there is nobody to identify (rule 7).
  if (message.user === undefined) return reportError({});
  const body = setUserBody(message.identifier, message.user);
  try {
    const answer = await api.setUser(body);
    if (answer.widget_auth_token !== undefined) switchSession(context, answer.widget_auth_token);
    silently(loadContact(context));
  } catch (error) {
    reportError(error instanceof WidgetApiError ? error.body : networkError(api.authToken(), body));
  }
}

export async function loadContact({ store, api }: WidgetContext): Promise<void> {
  store.set({ contact: await api.contact() });
}

function setUserBody(identifier: string | number | undefined, user: UserFields): object {
  const { email, name, avatar_url, identifier_hash, phone_number, custom_attributes } = user;
  const { company_name, city, country_code, description, social_profiles } = user;
  return {
    identifier,
    email,
    name,
    avatar_url,
    identifier_hash,
    phone_number,
    additional_attributes: { company_name, city, country_code, description, social_profiles },
    custom_attributes,
  };
}

function switchSession(context: WidgetContext, widgetAuthToken: string): void {
  const { store, api } = context;
  api.setAuthToken(widgetAuthToken);
  postToPage('setAuthCookie', { data: { widgetAuthToken } });
  store.set({ conversation: {}, messages: [], outgoing: [], pending: { customAttributes: {}, labels: [] } });
  silently(loadConversation(context));
  silently(loadMessages(context));
}

function reportError(data: unknown): void {
  postToPage('error', { errorType: 'SET_USER_ERROR', data });
}

/** The shape of the official widget's network error, the visitor's token and data included (trap T45). */
function networkError(authToken: string, body: object): object {
  return {
    message: 'Network Error',
    name: 'AxiosError',
    code: 'ERR_NETWORK',
    config: {
      method: 'patch',
      url: `/api/v1/widget/contact/set_user${location.search}`,
      headers: { 'Content-Type': 'application/json', 'X-Auth-Token': authToken },
      data: JSON.stringify(body),
    },
  };
}
