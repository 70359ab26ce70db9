import type { Reason } from '../../contract/reasons.ts';
import { ChatwootError, type ChatwootErrorKind } from './chatwoot-error.ts';

const reasons: Record<ChatwootErrorKind, Reason> = {
  unreachable: 'chat-down',
  unclear: 'chat-down',
  'server-error': 'chat-down',
  'unexpected-answer': 'chat-down',
  'rate-limited': 'rate-limited',
  suspended: 'suspended',
  unauthorized: 'refused',
  'not-found': 'refused',
  invalid: 'refused',
};

/** Why chat cannot be had, for the shopper's browser. What is no error of Chatwoot is thrown on: it is a bug of ours. */
export function reasonOf(error: unknown): Reason {
  if (error instanceof ChatwootError) return reasons[error.kind];
  throw error;
}
