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

/** What is in the cart, in a line; the panel has the rest. */
export const cartSummarySchema = z.object({
  items: z.int().min(0).max(100_000),
  total: z.int().min(0).max(1_000_000_000_000).describe('In minor units: 1999 is 19.99.'),
  currency: z.string().regex(/^[A-Z]{3}$/),
});
export type CartSummary = z.infer<typeof cartSummarySchema>;

/** The sentence beside the box that the shopper ticked, word for word. */
export const consentSchema = z.object({
  text: plainText.trim().min(1).max(1000),
  at: z.int().min(0).max(latestTime).describe('Epoch milliseconds by the browser’s clock.'),
});
export type Consent = z.infer<typeof consentSchema>;

/** Answers to the store's own questions, by the key of the field. */
export const answersSchema = z.record(z.string().regex(/^[a-z][a-z0-9_]{0,39}$/), plainText.trim().max(1000));

/** How we tell people from machines, without a third party. */
const checksSchema = z.object({
  trap: z.string().max(500).optional().describe('A field that nobody sees: only a machine fills it in.'),
  openMs: z.int().min(0).optional().describe('From the box being shown to send.'),
  work: z.string().max(4000).optional().describe('The solved challenge of `GET …/form`, as altcha writes it.'),
});

/** SHA-256 of a secret that only this browser knows, as base64url. */
export const claimHashSchema = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

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
  answers: answersSchema.optional(),
  consent: consentSchema.optional(),
  cart: cartSummarySchema.optional(),
  claimHash: claimHashSchema.optional().describe('Who knows the secret may ask for the session of this message.'),
  checks: checksSchema.optional(),
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
