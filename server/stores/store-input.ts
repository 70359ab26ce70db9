import { z } from 'zod';
import { formSettingsSchema } from '../../contract/form.ts';
import { appearanceSchema, storeTextsSchema } from '../../contract/settings.ts';
import { AppError } from '../errors.ts';
import { selectorProblem } from './selector-problem.ts';

const wildcardOrigin = /^https?:\/\/\*\.[a-z0-9.-]+\.[a-z0-9-]+(:\d+)?$/;

/** An exact origin, or every host below one: `https://*.shop.example`. */
const originSchema = z.string().refine((value) => wildcardOrigin.test(value) || isExactOrigin(value), {
  message: 'should look like https://shop.example or https://*.shop.example, without a path',
});

const languageTag = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'should be a language tag such as en, nl or pt-BR');

/** `/checkout*`; what comes after a `?` is no part of it. */
const pathSchema = z
  .string()
  .max(200)
  .regex(/^[/*][^\s?#,]*$/, 'should be paths such as /cart or /checkout*, without what comes after a ?')
  .transform((path) => path.replace(/\*+/g, '*'));

const selectorSchema = z
  .string()
  .trim()
  .max(500)
  .superRefine((selector, context) => {
    const problem = selectorProblem(selector);
    if (problem) context.addIssue(`should be a CSS selector such as .cart-drawer.is-open; ${problem}`);
  });

/** A shop's permanent address at Shopify; empty: none. */
const shopifyDomainSchema = z
  .string()
  .transform((domain) => domain.trim().toLowerCase())
  .refine((domain) => domain === '' || /^[a-z0-9][a-z0-9-]*\.myshopify\.com$/.test(domain), {
    message: 'should look like tea-house.myshopify.com, which Shopify shows under Settings > Domains',
  });

/** Where the shop's people read mail. */
const supportEmailSchema = z
  .string()
  .trim()
  .refine((address) => address === '' || z.email().max(254).safeParse(address).success, {
    message: 'should be an address such as help@shop.example, without a name beside it',
  });

/** A text that is null is given up for the one of our pack. */
const textsSchema = z.strictObject({
  launcher: storeTextsSchema.shape.launcher.nullable().optional(),
  title: storeTextsSchema.shape.title.nullable(),
  greeting: storeTextsSchema.shape.greeting.nullable(),
  placeholder: storeTextsSchema.shape.placeholder.nullable(),
});

/** What an owner may set. What is left out stays as it is. */
export const storeChangesSchema = z.strictObject({
  name: z.string().trim().min(1).max(120).optional(),
  origins: z.array(originSchema).min(1).max(50).optional(),
  isWidgetOn: z.boolean().optional(),
  isChatOn: z.boolean().optional(),
  ...appearanceSchema.partial().shape,
  color: z
    .string()
    .transform((color) => color.toLowerCase())
    .refine((color) => /^#[0-9a-f]{6}$/.test(color), 'should look like #1f5eff')
    .optional(),
  hiddenOn: z.array(pathSchema).max(50).optional(),
  /** Empty: under nothing. */
  hiddenUnder: selectorSchema.optional(),
  /** `form`: a press opens the contact form, and chat is never asked for. */
  mode: z.enum(['chat', 'form']).optional(),
  /** All of it: what is left out of a form is as by default. */
  form: formSettingsSchema.optional(),
  deliverTo: z.enum(['conversation', 'api-inbox']).optional(),
  proofOfWork: z.enum(['off', 'under-attack', 'always']).optional(),
  /** Empty: none. */
  supportEmail: supportEmailSchema.optional(),
  /** At most a week: what Chatwoot has not taken by then is a dead letter. */
  outageNoticeMinutes: z.int().min(1).max(10_080).optional(),
  isTrackingOn: z.boolean().optional(),
  showActivity: z.enum(['conversation', 'note', 'contact', 'off']).optional(),
  /** Late events are taken for a week, and must find those that they repeat. */
  eventRetentionDays: z.int().min(8).max(400).optional(),
  /** Messages are remembered for 30 days at least, and late events are taken for a week of them. */
  attributionDays: z.int().min(1).max(21).optional(),
  identityMode: z.enum(['server', 'page']).optional(),
  shopifyDomain: shopifyDomainSchema.optional(),
  locale: languageTag.optional(),
  /** Null: every language that there is a pack for. */
  languages: z.array(languageTag).min(1).max(50).nullable().optional(),
  texts: textsSchema.optional(),
  /** Of `texts`; the store's own when it is left out. */
  language: languageTag.optional(),
});
export type StoreChanges = z.infer<typeof storeChangesSchema>;

export const newStoreSchema = storeChangesSchema.extend({
  key: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{2,59}$/, 'should be 3 to 60 lower-case letters, digits and hyphens')
    .optional(),
  name: z.string().trim().min(1).max(120),
  origins: z.array(originSchema).min(1).max(50),
});
export type NewStore = z.infer<typeof newStoreSchema>;

/** @throws AppError `invalid_request` that names each field and what it should be. */
export function parseInput<T>(schema: z.ZodType<T>, input: unknown): T {
  const parsed = schema.safeParse(input, { error: expectation });
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path, message }) => [path.join('.'), message].filter(Boolean).join(': '));
  throw new AppError('invalid_request', [...new Set(issues)].join('; '));
}

/** For what a schema says no words about. */
function expectation(issue: z.core.$ZodRawIssue): string | undefined {
  const unit = issue.origin === 'string' ? ' characters' : issue.origin === 'array' ? ' of them' : '';
  if (issue.code === 'too_small') return `should be at least ${issue.minimum}${unit}`;
  if (issue.code === 'too_big') return `should be at most ${issue.maximum}${unit}`;
  if (issue.code === 'invalid_value') return `should be ${issue.values.join(' or ')}`;
  if (issue.code === 'invalid_key') return issue.issues[0]?.message;
  if (issue.code === 'unrecognized_keys') return `there is no ${issue.keys.join(', ')}`;
  if (issue.code !== 'invalid_type') return undefined;
  return `should be a ${issue.expected === 'int' || issue.expected === 'number' ? 'whole number' : issue.expected}`;
}

/** Only what was given: an absent value must not overwrite a column. */
export function definedOnly<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}

function isExactOrigin(value: string): boolean {
  return /^https?:\/\/[^*]+$/.test(value) && URL.canParse(value) && new URL(value).origin === value;
}
