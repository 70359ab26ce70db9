import { type AccountClient, isChatwootError, type Message } from '../../../server/chatwoot/index.ts';

type Conversations = AccountClient['conversations'];

/** Conversations of a scenario's account that have exactly these words, once for every time that they stand there. */
export async function findConversations(conversations: Conversations, text: string): Promise<number[]> {
  const found: number[] = [];
  for await (const { id, messages } of readConversations(conversations)) {
    found.push(...messages.flatMap(({ content }) => (content === text ? [id] : [])));
  }
  return found;
}

/** All of a scenario's account, with what was written in them. */
export async function* readConversations(conversations: Conversations) {
  // They count from 1; set-up has used up a few numbers.
  for (let id = 1, missing = 0; missing < 5; id += 1) {
    const messages = await conversations.messages.list(id).catch(noneOfThatNumber);
    missing = messages ? 0 : missing + 1;
    if (messages) yield { id, messages };
  }
}

/** Any other failure says nothing of what is there. */
function noneOfThatNumber(error: unknown): Message[] | null {
  if (isChatwootError(error, 'not-found')) return null;
  throw error;
}
