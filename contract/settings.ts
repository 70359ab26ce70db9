import { z } from 'zod';

/** Raised when a chunk and a loader can no longer work together. Additive changes do not raise it. */
export const contractVersion = 1;

/** What an owner may say in their own words, in each language. What is left out comes from our pack of that language. */
export const storeTextsSchema = z.object({
  launcher: z.string().min(1).max(40).describe('On the launcher, and its accessible name.'),
  title: z.string().min(1).max(80).describe('Heading of the box that a press opens.').optional(),
  greeting: z.string().max(240).describe('One line under the heading.').optional(),
  placeholder: z.string().min(1).max(80).describe('Label of the text field.').optional(),
});
export type StoreTexts = z.infer<typeof storeTextsSchema>;

const languageSchema = storeTextsSchema.extend({
  dir: z.literal('rtl').describe('This language is written from right to left.').optional(),
  pack: z.string().optional().describe('The pack with all other words; left out when it has the name of the language.'),
});

/** Where and how large the launcher is. Distances are CSS pixels, from the edges of the window. */
export const appearanceSchema = z.object({
  color: z
    .string()
    .regex(/^#[0-9a-f]{6}$/)
    .describe('Accent colour; the text colour on it is computed.'),
  position: z.enum(['right', 'left']),
  offsetX: z.int().min(0).max(400).describe('From the side.'),
  offsetY: z.int().min(0).max(400).describe('From the bottom.'),
  size: z.int().min(44).max(80).describe('Height of the launcher.'),
  zIndex: z.int().min(0).max(2147483647),
});

/**
 * What the browser may know about a store; public, cacheable for a minute, the same for every visitor.
 * Served inside the loader (`GET /w/{storeKey}.js`) and alone (`GET /v1/stores/{storeKey}/settings`).
 */
export const storeSettingsSchema = appearanceSchema.extend({
  contract: z.literal(contractVersion),
  server: z.url().describe('Where `/v1` is, without a slash at the end.'),
  storeKey: z.string(),
  name: z.string().describe('The shop, as its customers know it.'),
  widget: z.boolean().describe('false: nothing is drawn.'),
  chat: z.boolean().describe('false: the composer takes messages, chat itself stays away.'),
  locale: z.string().describe('BCP 47: the language for pages whose own is not among `texts`.'),
  texts: z.record(z.string(), languageSchema).describe('Language tag -> words. These languages are offered.'),
  hiddenOn: z.string().describe('A regular expression for paths of pages without chat (checkout); `^$`: none.'),
  hiddenUnder: z.string().describe('A CSS selector: while something visible matches, the launcher is away.'),
  chatwoot: z
    .object({ baseUrl: z.url(), websiteToken: z.string() })
    .nullable()
    .describe('Where chat lives; null while it is switched off, and until set-up has made the inbox.'),
  tracking: z.literal(true).optional().describe('Pages may tell what happens on them, once their visitor allows it.'),
  assets: z
    .string()
    .describe('Address of the chunks; `*` stands for the name of one. On our server they are named by content.'),
});
export type StoreSettings = z.infer<typeof storeSettingsSchema>;
