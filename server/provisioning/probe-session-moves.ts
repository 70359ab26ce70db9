import { randomUUID } from 'node:crypto';
import { type AccountClient, isChatwootError, type WidgetClient } from '../chatwoot/index.ts';

/** The routes of the Widget API that take a contact's address or identifier without a signature. */
export const identityRoutes = ['contact', 'message', 'conversation', 'setUser'] as const;
export type IdentityRoute = (typeof identityRoutes)[number];

/**
 * Whether a browser can make its session somebody else's by naming them. `open` is how Chatwoot comes, `guarded` means
 * that something before it takes the name away, `unknown` that Chatwoot could not be asked.
 */
export type SessionMoves = Record<IdentityRoute, 'open' | 'guarded' | 'unknown'>;

export interface ProbeDeps {
  /** Of an administrator. */
  account: AccountClient;
  /** A client of the website inbox, at the address that browsers use; without a token it can only ask for a new visitor. */
  widget(visitorToken?: string): WidgetClient;
}

/** The throw-away contact whose place sessions try to take. */
type Victim = { id: number; email: string; identifier: string };

interface Attempt {
  victim: Victim;
  visitor: WidgetClient;
  account: AccountClient;
  /** To be removed afterwards. */
  conversationIds: number[];
}

/** Gets ready; one of the attacks is enough to move the session. */
type Prepare = (attempt: Attempt) => Promise<Attack[]>;
type Attack = () => Promise<unknown>;

const prefix = 'storefront-probe-';
const note = 'Set-up is checking this inbox. This conversation goes away by itself.';

/**
 * Tries each route with throw-away contacts, and removes what it made.
 * @throws ChatwootError when nothing can be made there, or not be removed again; the next probe does that then.
 */
export async function probeSessionMoves(deps: ProbeDeps): Promise<SessionMoves> {
  const conversationIds: number[] = [];
  try {
    const victim = await newVictim(deps.account);
    const tryRoute = (prepare: Prepare) => attempt(deps, victim, conversationIds, prepare);
    return {
      contact: await tryRoute(nameInContact),
      message: await tryRoute(nameInAnswer),
      conversation: await tryRoute(nameInConversation),
      setUser: await tryRoute(nameBesideAttributes),
    };
  } finally {
    for (const id of conversationIds) await unlessGone(deps.account.conversations.delete(id));
    // Also those of a probe that was cut off; Chatwoot removes their conversations with them.
    await removeContacts(deps.account);
  }
}

async function attempt(
  { account, widget }: ProbeDeps,
  victim: Victim,
  conversationIds: number[],
  prepare: Prepare,
): Promise<SessionMoves[IdentityRoute]> {
  try {
    const visitor = await newVisitor(widget);
    // A guard may refuse or answer as if nothing were; where the session is afterwards is what counts.
    const attacks = await prepare({ victim, visitor, account, conversationIds });
    for (const attack of attacks) await attack().catch(ignoreRefusal);
    const { contact } = await visitor.config();
    return contact.id === victim.id ? 'open' : 'guarded';
  } catch (error) {
    if (isChatwootError(error)) return 'unknown';
    throw error;
  }
}

async function newVictim(account: AccountClient): Promise<Victim> {
  const identifier = prefix + randomUUID();
  const email = `${identifier}@probe.invalid`;
  const { contact } = await account.contacts.create({ name: identifier, identifier, email });
  return { id: contact.id, email, identifier };
}

async function newVisitor(widget: ProbeDeps['widget']): Promise<WidgetClient> {
  const { visitorToken } = await widget().config();
  const visitor = widget(visitorToken);
  // So that the visitor is found again by whoever cleans up.
  await visitor.patchContact({ name: prefix + randomUUID() });
  return visitor;
}

/** By identifier and by address: newer versions than 4.14 want a hash for the first and not for the second. */
async function nameInContact({ visitor, victim: { identifier, email } }: Attempt): Promise<Attack[]> {
  return [() => visitor.patchContact({ identifier }), () => visitor.patchContact({ email })];
}

async function nameInAnswer({ visitor, victim, account, conversationIds }: Attempt): Promise<Attack[]> {
  const { conversationId } = await visitor.sendMessage({ content: note });
  conversationIds.push(conversationId);
  const { messages } = account.conversations;
  const question = await messages.create(conversationId, { content: note, contentType: 'input_email' });
  return [() => visitor.submitContactEmail(question.id, victim.email)];
}

async function nameInConversation({ visitor, victim, conversationIds }: Attempt): Promise<Attack[]> {
  const contact = { email: victim.email };
  return [
    async () => {
      const { id } = await visitor.createConversation({ contact, message: { content: note } });
      conversationIds.push(id);
    },
  ];
}

/** Attributes without an identifier are not checked, and take an address along. */
async function nameBesideAttributes({ visitor, victim: { email } }: Attempt): Promise<Attack[]> {
  return [() => visitor.setUser({ identifier: '', email, customAttributes: { storefront_probe: true } })];
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
