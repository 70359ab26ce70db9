import type { AccountClient, Conversation } from '../chatwoot/index.ts';
import { type Attributes, liveKeys } from './describe-activity.ts';

/**
 * Makes our keys beside a conversation what is wanted there. Compared is with what stands at Chatwoot, whoever wrote it:
 * a visitor's browser can write there, too.
 * @param conversation as it was read just now: Chatwoot replaces all attributes, so what is there goes along
 */
export async function showBesideConversation(
  client: AccountClient,
  { id, customAttributes }: Conversation,
  wanted: Attributes,
): Promise<void> {
  if (liveKeys.every((key) => customAttributes[key] === wanted[key])) return;
  await client.conversations.setCustomAttributes(id, { ...withoutLiveKeys(customAttributes), ...wanted });
}

export function withoutLiveKeys(attributes: Record<string, unknown>): Record<string, unknown> {
  const ours: readonly string[] = liveKeys;
  return Object.fromEntries(Object.entries(attributes).filter(([key]) => !ours.includes(key)));
}
