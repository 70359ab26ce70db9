import { fileURLToPath } from 'node:url';
import { type ChatwootOptions, type RunningChatwoot, startChatwoot } from '../start-chatwoot.ts';
import { numberAt, textAt } from './value-at.ts';

export const platformToken = 'platform-token-of-the-tests';

export type Answer = { status: number; headers: Headers; text: string; body: unknown };
export type Call = (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;

export type Visitor = { call: Call; token: string; contactId: number; pubsubToken: string };

/** A stand-in on a port of its own, with an account, an administrator, an agent and two inboxes. */
export type Shop = {
  chatwoot: RunningChatwoot;
  accountId: number;
  /** Without any credential. */
  anybody: Call;
  platform: Call;
  /** Paths below the account, as its administrator or its agent. */
  admin: Call;
  agent: Call;
  agentId: number;
  pubsubTokens: { admin: string; agent: string };
  website: { id: number; token: string; hmacToken: string };
  form: { id: number; identifier: string; hmacToken: string };
  /** Somebody new on the website, by `POST /widget/config`. */
  visit(): Promise<Visitor>;
};

export async function openShop(options: Partial<ChatwootOptions> = {}): Promise<Shop> {
  const chatwoot = await startChatwoot({
    port: 0,
    publicUrl: 'http://chatwoot.example',
    platformToken,
    browserFiles: folderWithScripts,
    ...options,
  });
  const anybody = callerOf(chatwoot.url);
  const platform = callerOf(`${chatwoot.url}/platform/api/v1`, { 'api-access-token': platformToken });
  const accountId = numberAt((await platform('POST', '/accounts', { name: 'Shop' })).body, 'id');
  const inAccount = `${chatwoot.url}/api/v1/accounts/${accountId}`;

  async function join(name: string, role: string) {
    const email = `${name}@shop.example`;
    const { body } = await platform('POST', '/users', { name, email, password: 'Secret1!' });
    await platform('POST', `/accounts/${accountId}/account_users`, { user_id: numberAt(body, 'id'), role });
    const call = callerOf(inAccount, { 'api-access-token': textAt(body, 'access_token') });
    return { call, id: numberAt(body, 'id'), pubsubToken: textAt(body, 'pubsub_token') };
  }
  const admin = await join('ana', 'administrator');
  const agent = await join('ben', 'agent');
  const website = await admin.call('POST', '/inboxes', {
    name: 'Website',
    enable_email_collect: false,
    channel: { type: 'web_widget', website_url: 'https://shop.example' },
  });
  const form = await admin.call('POST', '/inboxes', { name: 'Form', channel: { type: 'api' } });

  const shop: Omit<Shop, 'visit'> = {
    chatwoot,
    accountId,
    anybody,
    platform,
    admin: admin.call,
    agent: agent.call,
    agentId: agent.id,
    pubsubTokens: { admin: admin.pubsubToken, agent: agent.pubsubToken },
    website: {
      id: numberAt(website.body, 'id'),
      token: textAt(website.body, 'website_token'),
      hmacToken: textAt(website.body, 'hmac_token'),
    },
    form: {
      id: numberAt(form.body, 'id'),
      identifier: textAt(form.body, 'inbox_identifier'),
      hmacToken: textAt(form.body, 'hmac_token'),
    },
  };
  return { ...shop, visit: () => visit(shop) };
}

async function visit({ anybody, chatwoot, website }: Omit<Shop, 'visit'>): Promise<Visitor> {
  const { body } = await anybody('POST', `/api/v1/widget/config?website_token=${website.token}`);
  const token = textAt(body, 'website_channel_config.auth_token');
  return {
    call: visitorCall(chatwoot.url, website.token, token),
    token,
    contactId: numberAt(body, 'contact.id'),
    pubsubToken: textAt(body, 'contact.pubsub_token'),
  };
}

/** Paths below `/api/v1/widget`, with a session. */
export function visitorCall(url: string, websiteToken: string, token: string): Call {
  const call = callerOf(`${url}/api/v1/widget`, { 'x-auth-token': token });
  return (method, path, body) => {
    const joint = path.includes('?') ? '&' : '?';
    return call(method, `${path}${joint}website_token=${websiteToken}`, body);
  };
}

export function callerOf(url: string, always: Record<string, string> = {}): Call {
  return async (method, path, body, headers = {}) => {
    const response = await fetch(url + path, {
      method,
      headers: { 'content-type': 'application/json', ...always, ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: parsed(text) };
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A page or nothing: `text` has it.
    return undefined;
  }
}

/** Stands for the built scripts where only their headers count. */
export const folderWithScripts = fileURLToPath(new URL('browser-files', import.meta.url));
