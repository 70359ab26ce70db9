import { z } from 'zod';

const languageTag = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'should be a language tag such as en, nl or pt-BR');

/** Words by language tag; the store's own language stands in where one is missing. */
function wordsSchema(maxLength: number) {
  return z
    .record(languageTag, z.string().trim().min(1).max(maxLength))
    .refine((words) => Object.keys(words).length > 0, 'should have words in one language at least: {"en": "…"}');
}
const labelSchema = wordsSchema(300);
export type Words = z.infer<typeof labelSchema>;

/** What an answer goes by, in a form and in a message. */
export const fieldKeySchema = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,39}$/, 'should be up to 40 lower-case letters, digits and _, a letter first: order_number');

/** One question of the store's own. A choice of subject is a field of kind `choice`. */
const fieldSchema = z
  .strictObject({
    key: fieldKeySchema,
    kind: z.enum(['text', 'long-text', 'choice']),
    label: labelSchema,
    required: z.boolean().default(false),
    choices: z
      .array(z.strictObject({ value: z.string().trim().min(1).max(80), label: labelSchema }))
      .max(30)
      .optional(),
  })
  .superRefine(({ kind, choices = [] }, context) => {
    const refuse = (message: string) => context.addIssue({ code: 'custom', path: ['choices'], message });
    if (kind === 'choice' && choices.length === 0) refuse('a field of kind choice needs some to choose among');
    if (kind !== 'choice' && choices.length > 0) refuse(`only a field of kind choice has any, not one of kind ${kind}`);
    const twice = firstRepeated(choices.map(({ value }) => value));
    if (twice) refuse(`two have the value ${twice}`);
  });
export type FormField = z.infer<typeof fieldSchema>;

const maxFields = 12;

/**
 * What a store's contact form asks, as its owner sets it. Left out: the address, asked for after the message is safe;
 * no questions, no consent, and files as by default.
 */
export const formSettingsSchema = z.strictObject({
  email: z.enum(['optional', 'required']).optional().describe('`required`: no message goes out without an address.'),
  name: z.enum(['hidden', 'optional', 'required']).optional(),
  fields: z
    .array(fieldSchema)
    .max(maxFields)
    .superRefine((fields, context) => {
      const twice = firstRepeated(fields.map(({ key }) => key));
      if (twice) context.addIssue(`two have the key ${twice}`);
    })
    .optional(),
  consent: z.strictObject({ text: wordsSchema(1000), required: z.boolean() }).optional(),
  privacyUrl: z
    .url({ protocol: /^https?$/, error: 'should be an address such as https://shop.example/privacy' })
    .max(500)
    .optional(),
  files: z
    .strictObject({
      maxCount: z.int().min(0).max(10),
      maxBytes: z
        .int()
        .min(1024)
        .max(25 * 1024 * 1024),
    })
    .optional()
    .describe('`maxCount` 0: none are taken.'),
});
export type FormSettings = z.infer<typeof formSettingsSchema>;

/**
 * A challenge as altcha-lib 2 makes it; the browser hands it to altcha's solver as it is.
 * @see https://altcha.org/docs/v2/
 */
const workChallengeSchema = z.object({
  parameters: z.object({
    algorithm: z.string(),
    nonce: z.string(),
    salt: z.string(),
    cost: z.number(),
    keyLength: z.number(),
    keyPrefix: z.string(),
    keySignature: z.string().optional(),
    memoryCost: z.number().optional(),
    parallelism: z.number().optional(),
    expiresAt: z.number().optional().describe('Seconds since 1970.'),
    data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
  }),
  signature: z.string().optional(),
});
export type WorkChallenge = z.infer<typeof workChallengeSchema>;

const question = { key: z.string(), label: z.string(), required: z.boolean() };

/** `GET /v1/stores/{storeKey}/form?locale=nl`: what the store's form asks, in one language. */
export const formAnswerSchema = z.object({
  version: z.string().describe('Names what is asked. A message that was written in this form carries it back.'),
  email: z.enum(['optional', 'required']),
  name: z.enum(['hidden', 'optional', 'required']),
  fields: z.array(
    z.discriminatedUnion('kind', [
      z.object({ kind: z.enum(['text', 'long-text']), ...question }),
      z.object({
        kind: z.literal('choice'),
        ...question,
        choices: z.array(z.object({ value: z.string(), label: z.string() })),
      }),
    ]),
  ),
  consent: z
    .object({ text: z.string().describe('Word for word what goes back as `consent.text`.'), required: z.boolean() })
    .optional(),
  privacyUrl: z.url().optional(),
  files: z.object({
    maxCount: z.int().describe('0: none are taken.'),
    maxBytes: z.int().describe('Of one file.'),
    types: z.array(z.string()).describe('MIME types, told by the content of a file.'),
  }),
  work: workChallengeSchema.optional().describe('To be solved, and sent as `checks.work`, before a message is taken.'),
});
export type FormAnswer = z.infer<typeof formAnswerSchema>;

function firstRepeated(values: string[]): string | undefined {
  return values.find((value, index) => values.indexOf(value) !== index);
}
