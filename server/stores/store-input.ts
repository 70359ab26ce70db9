import { z } from 'zod';
import { storeTextsSchema } from '../../contract/settings.ts';
import { AppError } from '../errors.ts';

const wildcardOrigin = /^https?:\/\/\*\.[a-z0-9.-]+\.[a-z0-9-]+(:\d+)?$/;

/** An exact origin, or every host below one: `https://*.shop.example`. */
const originSchema = z.string().refine((value) => wildcardOrigin.test(value) || isExactOrigin(value), {
  message: 'should look like https://shop.example or https://*.shop.example, without a path',
});

/** What an owner may set. What is left out stays as it is. */
export const storeChangesSchema = z.strictObject({
  name: z.string().trim().min(1).max(120).optional(),
  origins: z.array(originSchema).min(1).max(50).optional(),
  isWidgetOn: z.boolean().optional(),
  isChatOn: z.boolean().optional(),
  color: z
    .string()
    .transform((color) => color.toLowerCase())
    .refine((color) => /^#[0-9a-f]{6}$/.test(color), 'should look like #1f5eff')
    .optional(),
  position: z.enum(['right', 'left']).optional(),
  locale: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'should be a language tag such as en, nl or pt-BR')
    .optional(),
  texts: storeTextsSchema.partial().optional(),
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
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new AppError('invalid_request', issues.join('; '));
}

/** Only what was given: an absent value must not overwrite a column. */
export function definedOnly<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}

function isExactOrigin(value: string): boolean {
  return /^https?:\/\/[^*]+$/.test(value) && URL.canParse(value) && new URL(value).origin === value;
}
