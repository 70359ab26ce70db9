import type { Context } from 'hono';
import type { Chatwoot } from '../chatwoot.ts';
import { unauthorized } from '../http/failures.ts';
import { int } from '../http/params.ts';
import { isVisibleTo } from '../resources/conversations.ts';
import { findConversation } from '../state/find.ts';
import type { ConversationRow } from '../state/rows.ts';
import type { ApplicationEnv } from './caller.ts';

/** The conversation in the path, if the caller may see it (rule 30). */
export function conversationInPath(chatwoot: Chatwoot, c: Context<ApplicationEnv>): ConversationRow {
  const { account, user, isAdministrator } = c.var.caller;
  const conversation = findConversation(chatwoot, account.id, int(c.req.param('conversation_id')));
  if (!isVisibleTo(chatwoot, conversation, user, isAdministrator)) throw unauthorized();
  return conversation;
}
