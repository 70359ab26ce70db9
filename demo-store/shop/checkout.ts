import { z } from 'zod';

export const countries = [
  { code: 'AT', name: 'Austria' },
  { code: 'BE', name: 'Belgium' },
  { code: 'FR', name: 'France' },
  { code: 'DE', name: 'Germany' },
  { code: 'IE', name: 'Ireland' },
  { code: 'IT', name: 'Italy' },
  { code: 'NL', name: 'Netherlands' },
  { code: 'PT', name: 'Portugal' },
  { code: 'ES', name: 'Spain' },
] as const;

const required = (what: string, maxLength: number) =>
  z
    .string({ error: `Enter ${what}.` })
    .trim()
    .min(1, `Enter ${what}.`)
    .max(maxLength, `That is more than ${maxLength} characters.`);

export const addressSchema = z.object({
  name: required('a name', 120),
  email: required('an e-mail address', 254).pipe(z.email('That does not look like an e-mail address.')),
  street: required('street and number', 160),
  postcode: required('a postcode', 12).pipe(
    z.string().regex(/^[0-9A-Za-z][0-9A-Za-z -]{2,}$/, 'That does not look like a postcode.'),
  ),
  city: required('a town or city', 80),
  country: z.enum(
    countries.map((country) => country.code),
    { error: 'Choose a country from the list.' },
  ),
  note: z.string().trim().max(500, 'That is more than 500 characters.').default(''),
});
export type Address = z.infer<typeof addressSchema>;

export type AddressOutcome = { ok: true; address: Address } | { ok: false; errors: Record<string, string> };

/** Reads a checkout form; errors are one sentence per field, for the shopper. */
export function readAddress(form: Record<string, string>): AddressOutcome {
  const parsed = addressSchema.safeParse(form);
  if (parsed.success) return { ok: true, address: parsed.data };
  const errors: Record<string, string> = {};
  for (const issue of parsed.error.issues) errors[String(issue.path[0])] ??= issue.message;
  return { ok: false, errors };
}

export function countryName(code: string): string {
  return countries.find((country) => country.code === code)?.name ?? code;
}
