/** Who is signed in, in this tab only: two tabs can be two agents. */
export interface AgentSession {
  accessToken: string;
  pubsubToken: string;
  userId: number;
  name: string;
  accountId: number;
  accountName: string;
}

const key = 'agent-desk-session';

export function readSession(): AgentSession | undefined {
  const stored = sessionStorage.getItem(key);
  return stored === null ? undefined : JSON.parse(stored);
}

export function keepSession(session: AgentSession): void {
  sessionStorage.setItem(key, JSON.stringify(session));
}

export function forgetSession(): void {
  sessionStorage.removeItem(key);
}

/**
 * Signs in with a login link's token, which works once and for five minutes.
 * @throws Error with a sentence for the person at the desk.
 */
export async function signIn(email: string, ssoAuthToken: string): Promise<AgentSession> {
  const response = await fetch('/auth/sign_in', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ email, sso_auth_token: ssoAuthToken }),
  }).catch(() => undefined);
  if (!response) throw new Error('Chatwoot does not answer. Try again when it is back.');
  if (response.status === 401) throw new Error('This link was used already, or is older than five minutes.');
  if (!response.ok) throw new Error(`Chatwoot answered ${response.status}. Try again when it is back.`);
  return toSession((await response.json()).data);
}

interface SignInData {
  access_token: string;
  pubsub_token: string;
  id: number;
  available_name: string;
  account_id: number;
  accounts: { id: number; name: string }[];
}

function toSession(data: SignInData): AgentSession {
  return {
    accessToken: data.access_token,
    pubsubToken: data.pubsub_token,
    userId: data.id,
    name: data.available_name,
    accountId: data.account_id,
    accountName: data.accounts.find((account) => account.id === data.account_id)?.name ?? '',
  };
}
