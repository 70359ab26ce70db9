import { z } from 'zod';
import { proofSchema } from './identity.ts';
import { plainLine } from './plain-text.ts';
import { reasonSchema } from './reasons.ts';

/** A page that is not of the store's own origins is left out: agents take its address for the shop's. */
export const pageSchema = z.object({
  url: plainLine.max(2000).pipe(z.url()),
  title: plainLine.max(300).optional(),
});
export type Page = z.infer<typeof pageSchema>;

/** SHA-256 of a claim secret, as base64url. */
export const claimHashSchema = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

/** A secret that only this browser knows: 32 random bytes, as base64url. */
const claimSecretSchema = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

/**
 * `POST /v1/stores/{storeKey}/chat-sessions`: asked for at the press, with what the shopper may type meanwhile.
 * Repeating a `requestId` answers with the same session.
 */
export const chatSessionRequestSchema = z.object({
  requestId: z.uuid().describe('Made by the page, one per composer; its messages carry it too.'),
  visitorToken: z
    .string()
    .max(2000)
    .optional()
    .describe('The `cw_conversation` that this browser holds: the same visitor goes on if Chatwoot accepts it.'),
  page: pageSchema.optional(),
  locale: plainLine.max(35).optional(),
  claimHash: claimHashSchema
    .optional()
    .describe('Locks the session: from now on it is given to whoever knows the secret. The first one counts.'),
  claimSecret: claimSecretSchema
    .optional()
    .describe('Opens a session that was locked. Alone it locks as well: who always sends it need not think about it.'),
  ...proofSchema.partial().shape,
});
export type ChatSessionRequest = z.infer<typeof chatSessionRequestSchema>;

/** The visitor's standing with Chatwoot, or why there is none. Both are answers, so both are HTTP 200. */
export const chatSessionAnswerSchema = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('ready'),
    requestId: z.uuid(),
    visitorToken: z.string().describe('Goes into the `cw_conversation` cookie before the SDK runs.'),
    baseUrl: z.url(),
    websiteToken: z.string(),
    hasConversation: z
      .boolean()
      .describe('This visitor has written before: chat has something to show, and may take the box’s place at once.'),
    identity: z
      .enum(['verified', 'refused'])
      .optional()
      .describe(
        'With a proof: whether Chatwoot knows this visitor as that customer. Refused: the session is anonymous.',
      ),
  }),
  z.object({
    state: z.literal('unavailable'),
    requestId: z.uuid(),
    reason: reasonSchema,
    isOver: z
      .literal(true)
      .optional()
      .describe('With `refused`: this session is not given here any more. Ask for another, with a new `requestId`.'),
    opensAt: z.int().optional().describe('With `closed-now`: when somebody answers again; epoch milliseconds.'),
  }),
]);
export type ChatSessionAnswer = z.infer<typeof chatSessionAnswerSchema>;

/**
 * `POST /v1/stores/{storeKey}/chat-sessions/{requestId}/claimed`: this browser holds the token now, and nobody is to be
 * given it again. Answered with 204; with 404 where there is no such session, or it has another secret.
 */
export const sessionClaimedSchema = z.object({ claimSecret: claimSecretSchema });
