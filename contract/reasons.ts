import { z } from 'zod';

/**
 * Why chat itself cannot be had right now. The list is closed: what the shopper reads, what `onUnavailable`
 * gets and what the server counts all use these words.
 *
 * The server knows: `chat-down` (Chatwoot cannot be reached or answers 5xx), `refused` (it does not know the
 * inbox), `rate-limited`, `suspended` (the account), `closed-now` (outside the store's hours), `chat-off` (the
 * owner's switch). The browser adds: `blocked` (script or frame kept away, by an extension say), `csp` (the
 * page's own policy), `offline`, `timeout`, `settings-missing` (unknown store), `server-down` (ours).
 */
export const reasons = [
  'blocked',
  'csp',
  'offline',
  'timeout',
  'chat-down',
  'refused',
  'rate-limited',
  'suspended',
  'closed-now',
  'chat-off',
  'settings-missing',
  'server-down',
] as const;

export const reasonSchema = z.enum(reasons);
export type Reason = z.infer<typeof reasonSchema>;
