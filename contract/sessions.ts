import { z } from 'zod';
import { proofSchema } from './identity.ts';
import { plainText } from './plain-text.ts';
import { reasonSchema } from './reasons.ts';

export const pageSchema = z.object({
  url: plainText.max(2000).pipe(z.url()),
  title: plainText.max(300).optional(),
});
export type Page = z.infer<typeof pageSchema>;

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
  locale: plainText.max(35).optional(),
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
    opensAt: z.int().optional().describe('With `closed-now`: when somebody answers again; epoch milliseconds.'),
  }),
]);
export type ChatSessionAnswer = z.infer<typeof chatSessionAnswerSchema>;
