import { z } from 'zod';
import { fieldKeySchema } from './form.ts';
import { plainLine, plainText } from './plain-text.ts';
import { reasonSchema } from './reasons.ts';
import { claimHashSchema, pageSchema } from './sessions.ts';

const maxTextLength = 5000;

/** The end of the year 9999, which every part of the way can store. */
const latestTime = 253_402_300_799_999;

/** How the shop may answer when chat cannot be had. Claimed, never proven: labelled so wherever it shows. */
const contactDetailsSchema = z.object({
  email: z.email().max(254),
  name: plainLine.trim().max(120).optional(),
});

/** What is in the cart, in a line; the panel has the rest. */
export const cartSummarySchema = z.object({
  items: z.int().min(0).max(100_000),
  total: z.int().min(0).max(1_000_000_000_000).describe('In minor units: 1999 is 19.99.'),
  currency: z.string().regex(/^[A-Z]{3}$/),
});
export type CartSummary = z.infer<typeof cartSummarySchema>;

/** The sentence beside the box that the shopper ticked, word for word. */
const consentSchema = z.object({
  text: plainText.trim().min(1).max(1000),
  at: z.int().min(0).max(latestTime).describe('Epoch milliseconds by the browser’s clock.'),
});
export type Consent = z.infer<typeof consentSchema>;

const maxAnswers = 24;

/** Answers to the store's own questions, by the key of the field. */
const answersSchema = z
  .record(fieldKeySchema, plainText.trim().max(1000))
  .refine((answers) => Object.keys(answers).length <= maxAnswers, `should be at most ${maxAnswers} of them`);

const formVersionSchema = z
  .string()
  .max(64)
  .describe('`version` of the form that the shopper filled in. What it asks is then required of the answers.');

/**
 * `PUT /v1/stores/{storeKey}/submissions/{id}/contact`: what a message that we have already came without. What is left
 * out stays as it is; an answer that is empty is taken back.
 */
export const contactChangesSchema = z
  .object({
    ...contactDetailsSchema.partial().shape,
    answers: answersSchema.optional(),
    consent: consentSchema.optional(),
    formVersion: formVersionSchema.optional(),
  })
  .refine(
    ({ email, name, answers, consent }) => [email, name, answers, consent].some((part) => part !== undefined),
    'should have one at least of email, name, answers and consent',
  );
export type ContactChanges = z.infer<typeof contactChangesSchema>;

/** How we tell people from machines, without a third party. */
const checksSchema = z.object({
  trap: z.string().max(500).optional().describe('A field that nobody sees: only a machine fills it in.'),
  openMs: z.int().min(0).optional().describe('From the box being shown to send.'),
  work: z.string().max(4000).optional().describe('The solved challenge of `GET …/form`, as altcha writes it.'),
});

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
  locale: plainLine.max(35).optional(),
  reason: reasonSchema.optional().describe('Why chat could not be had, if the page knows.'),
  contact: contactDetailsSchema.partial().optional().describe('Each may come without the other.'),
  answers: answersSchema.optional(),
  consent: consentSchema.optional(),
  formVersion: formVersionSchema.optional(),
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
