import { randomUUID } from 'node:crypto';
import { type AccountClient, isChatwootError, type WidgetClient } from '../chatwoot/index.ts';

/** The three routes of the Widget API that take a contact's address or identifier without a signature. */
export const identityRoutes = ['contact', 'message', 'conversation'] as const;
export type IdentityRoute = (typeof identityRoutes)[number];

/**
 * Whether a browser can make its session somebody else's by naming them. `open` is how Chatwoot comes, `guarded` means
 * that something before it takes the name away, `unknown` that Chatwoot could not be asked.
 */
export type SessionMoves = Record<IdentityRoute, 'open' | 'guarded' | 'unknown'>;

export interface ProbeDeps {
  /** Of an administrator. */
  account: AccountClient;
  /** A client of the website inbox; without a token it can only ask for a new visitor. */
  widget(visitorToken?: string): WidgetClient;
}

interface Attempt {
  /** The throw-away contact whose place the session tries to take. */
  victim: { id: number; email: string; identifier: string };
  visitor: WidgetClient;
  account: AccountClient;
  /** To be removed afterwards. */
  conversationIds: number[];
}

type Attack = () => Promise<unknown>;

const prefix = 'storefront-probe-';
const note = 'Set-up is checking this inbox. This conversation goes away by itself.';

/**
 * Tries all three routes with throw-away contacts, and removes what it made.
 * @throws ChatwootError when what is thrown away cannot be removed; the next probe does it then.
 */
export async function probeSessionMoves(deps: ProbeDeps): Promise<SessionMoves> {
  const conversationIds: number[] = [];
  try {
    return {
      contact: await tryRoute(deps, conversationIds, nameInContact),
      message: await tryRoute(deps, conversationIds, nameInAnswer),
      conversation: await tryRoute(deps, conversationIds, nameInConversation),
    };
  } finally {
    for (const id of conversationIds) await unlessGone(deps.account.conversations.delete(id));
    // Also those of a probe that was cut off; Chatwoot removes their conversations with them.
    await removeContacts(deps.account);
  }
}

async function tryRoute(deps: ProbeDeps, conversationIds: number[], prepare: (attempt: Attempt) => Promise<Attack>) {
  try {
    const attempt = await newAttempt(deps, conversationIds);
    const attack = await prepare(attempt);
    // A guard may refuse or answer as if nothing were; where the session is afterwards is what counts.
    await attack().catch(ignoreRefusal);
    const { contact } = await attempt.visitor.config();
    return contact.id === attempt.victim.id ? 'open' : 'guarded';
  } catch (error) {
    if (isChatwootError(error)) return 'unknown';
    throw error;
  }
}

async function newAttempt({ account, widget }: ProbeDeps, conversationIds: number[]): Promise<Attempt> {
  const identifier = prefix + randomUUID();
  const email = `${identifier}@probe.invalid`;
  const { contact } = await account.contacts.create({ name: identifier, identifier, email });
  const { visitorToken } = await widget().config();
  const visitor = widget(visitorToken);
  // So that the visitor is found again by whoever cleans up.
  await visitor.patchContact({ name: prefix + randomUUID() });
  return { victim: { id: contact.id, email, identifier }, visitor, account, conversationIds };
}

async function nameInContact({ visitor, victim }: Attempt): Promise<Attack> {
  return () => visitor.patchContact({ identifier: victim.identifier });
}

async function nameInAnswer({ visitor, victim, account, conversationIds }: Attempt): Promise<Attack> {
  const { conversationId } = await visitor.sendMessage({ content: note });
  conversationIds.push(conversationId);
  const { messages } = account.conversations;
  const question = await messages.create(conversationId, { content: note, contentType: 'input_email' });
  return () => visitor.submitContactEmail(question.id, victim.email);
}

async function nameInConversation({ visitor, victim, conversationIds }: Attempt): Promise<Attack> {
  return async () => {
    const contact = { email: victim.email };
    const { id } = await visitor.createConversation({ contact, message: { content: note } });
    conversationIds.push(id);
  };
}

function ignoreRefusal(error: unknown): void {
  if (!isChatwootError(error, 'unauthorized', 'invalid', 'not-found')) throw error;
}

async function removeContacts(account: AccountClient): Promise<void> {
  const { contacts, hasMore } = await account.contacts.search(prefix);
  const ours = contacts.filter(({ name }) => name?.startsWith(prefix));
  for (const { id } of ours) await unlessGone(account.contacts.delete(id));
  if (hasMore && ours.length > 0) await removeContacts(account);
}

async function unlessGone(deletion: Promise<unknown>): Promise<void> {
  await deletion.catch((error: unknown) => {
    if (!isChatwootError(error, 'not-found')) throw error;
  });
}
