import { dropSkipNotes } from './chat-cookies.ts';

/** Who the shopper is. One of name, email and avatarUrl is needed: without any, Chatwoot takes nothing. */
export interface ChatUser {
  name?: string;
  email?: string;
  avatarUrl?: string;
  /** E.164. */
  phone?: string;
  /** Lower-case hex; proves the identifier. */
  identifierHash?: string;
  attributes?: Record<string, unknown>;
}

/**
 * `sent`: no refusal came in the time one takes; `visitorToken` is the session from then on.
 * `refused`: there is no chat, somebody else was identified on this page (reset first), the user has none of what
 * Chatwoot needs, or Chatwoot says no, with its own words if it has any.
 */
export type Identification =
  | { state: 'sent'; visitorToken: string }
  | { state: 'refused'; reason: 'no-chat' | 'someone-else' | 'incomplete' }
  | { state: 'refused'; reason: 'chatwoot'; message?: string };

type Refusal = Extract<Identification, { state: 'refused' }>;

/** Success is silent. */
const quietMs = 3000;

/** Tells Chatwoot who the shopper is. Only while chat is ready: what the frame does not hear is lost. */
export function identifyShopper(identifier: string, user: ChatUser): Promise<Refusal | undefined> {
  const { avatarUrl, identifierHash, phone, attributes, name, email } = user;
  dropSkipNotes();
  return new Promise((resolve) => {
    const finish = (refusal?: Refusal) => {
      clearTimeout(timer);
      removeEventListener('chatwoot:error', refuse);
      resolve(refusal);
    };
    const refuse = ({ detail }: CustomEvent<unknown>) => finish(refusalOf(detail));
    const timer = setTimeout(finish, quietMs);
    addEventListener('chatwoot:error', refuse);
    try {
      window.$chatwoot?.setUser(identifier, {
        name,
        email,
        avatar_url: avatarUrl,
        phone_number: phone,
        identifier_hash: identifierHash,
        // Sent apart they could reach the person before.
        custom_attributes: attributes,
      });
    } catch {
      finish({ state: 'refused', reason: 'incomplete' });
    }
    // Whenever the frame reloads, the SDK would repeat it, without the identifier.
    delete window.$chatwoot?.user;
  });
}

/** After a network failure the detail holds the session itself: nothing but a plain message may leave. */
function refusalOf(detail: unknown): Refusal {
  const { error } = Object(detail);
  return { state: 'refused', reason: 'chatwoot', ...(typeof error === 'string' && { message: error }) };
}
