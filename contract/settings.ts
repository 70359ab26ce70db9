import { z } from 'zod';

/** Raised when a chunk and a loader can no longer work together. Additive changes do not raise it. */
export const contractVersion = 1;

export const storeTextsSchema = z.object({
  launcher: z.string().min(1).max(40).describe('On the launcher, and its accessible name.'),
  title: z.string().min(1).max(80).describe('Heading of the box that a press opens.'),
  greeting: z.string().max(240).describe('One line under the heading.'),
  placeholder: z.string().min(1).max(80).describe('Label of the text field.'),
});
export type StoreTexts = z.infer<typeof storeTextsSchema>;

/**
 * What the browser may know about a store; public, cacheable for a minute, the same for every visitor.
 * Served inside the loader (`GET /w/{storeKey}.js`) and alone (`GET /v1/stores/{storeKey}/settings`).
 */
export const storeSettingsSchema = z.object({
  contract: z.literal(contractVersion),
  storeKey: z.string(),
  name: z.string().describe('The shop, as its customers know it.'),
  widget: z.boolean().describe('false: nothing is drawn.'),
  chat: z.boolean().describe('false: the composer takes messages, chat itself stays away.'),
  color: z
    .string()
    .regex(/^#[0-9a-f]{6}$/)
    .describe('Accent colour; the text colour on it is computed.'),
  position: z.enum(['right', 'left']),
  locale: z.string().describe('BCP 47, of `texts`.'),
  texts: storeTextsSchema,
  chatwoot: z
    .object({ baseUrl: z.url(), websiteToken: z.string() })
    .nullable()
    .describe('Where chat lives; null until set-up has made the inbox.'),
  assets: z.record(z.string(), z.string()).describe('Chunk name -> path on our server, named by content.'),
});
export type StoreSettings = z.infer<typeof storeSettingsSchema>;
