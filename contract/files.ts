import { z } from 'zod';

/**
 * `POST /v1/stores/{storeKey}/files`: a file as it is in the body, this in the query, an `Idempotency-Key` header as of
 * a message (the same key with other bytes is 409), and the visitor's token, if there is one, in `X-Visitor-Token`.
 * A file is a message of its own: answered with 202 as one, and delivered after those before it.
 */
export const fileQuerySchema = z.object({
  requestId: z.uuid().describe('Of the chat session asked for at the press; messages of one id keep their order.'),
  sequence: z.coerce.number().int().min(1).max(100_000).describe('Counts on from the words that it goes with.'),
  name: z.string().max(1000).describe('As the shopper’s device calls it. Agents see it made harmless.'),
  writtenAt: z.coerce
    .number()
    .int()
    .min(0)
    .max(253_402_300_799_999)
    .describe('When the shopper pressed send; epoch milliseconds by the browser’s clock.'),
});
