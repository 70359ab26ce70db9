import { z } from 'zod';

const languageTag = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/);

/** Words by language tag; the store's own language stands in where one is missing. */
const wordsSchema = z.record(languageTag, z.string().trim().min(1).max(300));
export type Words = z.infer<typeof wordsSchema>;

/** One question of the store's own. A choice of subject is a field of kind `choice`. */
const fieldSchema = z.strictObject({
  key: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/),
  kind: z.enum(['text', 'long-text', 'choice']),
  label: wordsSchema,
  required: z.boolean().default(false),
  choices: z
    .array(z.strictObject({ value: z.string().min(1).max(80), label: wordsSchema }))
    .max(30)
    .optional(),
});
export type FormField = z.infer<typeof fieldSchema>;

/**
 * What a store's contact form asks, as its owner sets it. Left out: the address, asked for after the message is safe;
 * no questions, no consent, and files as by default.
 */
export const formSettingsSchema = z.strictObject({
  email: z.enum(['optional', 'required']).optional().describe('`required`: no message goes out without an address.'),
  name: z.enum(['hidden', 'optional', 'required']).optional(),
  fields: z.array(fieldSchema).max(12).optional(),
  consent: z.strictObject({ text: wordsSchema, required: z.boolean() }).optional(),
  privacyUrl: z
    .url({ protocol: /^https?$/ })
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
