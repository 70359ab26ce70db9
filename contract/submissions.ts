import { z } from 'zod';
import { plainText } from './plain-text.ts';
import { reasonSchema } from './reasons.ts';
import { pageSchema } from './sessions.ts';

const maxTextLength = 5000;

/** The end of the year 9999, which every part of the way can store. */
const latestTime = 253_402_300_799_999;

/** How the shop may answer when chat cannot be had. Claimed, never proven: labelled so wherever it shows. */
export const contactDetailsSchema = z.object({
  email: z.email().max(254),
  name: plainText.trim().max(120).optional(),
});
export type ContactDetails = z.infer<typeof contactDetailsSchema>;

/**
 * `POST /v1/stores/{storeKey}/submissions`, with an `Idempotency-Key` header (a uuid, remembered for 30 days;
 * the same key with another body is 409): a message that is ours to deliver once 202 has been answered.
 */
export const submissionRequestSchema = z.object({
  requestId: z.uuid().describe('Of the chat session asked for at the press; messages of one id keep their order.'),
  visitorToken: z.string().max(2000).optional().describe('The session the page holds, if it has one.'),
  sequence: z.int().min(1).max(100_000).describe('Counts the messages of this requestId from 1.'),
  text: plainText.trim().min(1).max(maxTextLength),
  writtenAt: z
    .int()
    .min(0)
    .max(latestTime)
    .describe('When the shopper pressed send; epoch milliseconds by the browser’s clock.'),
  page: pageSchema.optional(),
  locale: plainText.max(35).optional(),
  reason: reasonSchema.optional().describe('Why chat could not be had, if the page knows.'),
  contact: contactDetailsSchema.optional(),
});
export type SubmissionRequest = z.infer<typeof submissionRequestSchema>;

/**
 * `received`: stored by us, and ours to deliver. `delivered`: in Chatwoot, seen there.
 * `failed`: Chatwoot refuses it for good; an operator has it in the dead letters.
 */
export const submissionStates = ['received', 'delivered', 'failed'] as const;

/** Answer of the POST (202) and of `GET /v1/stores/{storeKey}/submissions/{id}` (200). */
export const submissionAnswerSchema = z.object({
  id: z.uuid(),
  reference: z.string().describe('Short, to be read out on the phone: `K7Q-4TM`.'),
  state: z.enum(submissionStates),
});
export type SubmissionAnswer = z.infer<typeof submissionAnswerSchema>;
