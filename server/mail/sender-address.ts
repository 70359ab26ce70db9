import { z } from 'zod';
import { AppError } from '../errors.ts';

/** Who a mail comes from. `name` is empty when there is only an address. */
export interface SenderAddress {
  name: string;
  address: string;
}

const emailSchema = z.email().max(254);
const advice = 'should be an address such as hello@shop.example, or "Shop <hello@shop.example>"';

/** `Shop <hello@shop.example>` or the address alone; null when it is neither, or could break a header. */
export function readSender(text: string): SenderAddress | null {
  const trimmed = text.trim();
  const [, name = '', inBrackets] = /^(.*?)\s*<([^<>]*)>$/.exec(trimmed) ?? [];
  const address = inBrackets ?? trimmed;
  const isPlain = !/[\p{Cc}\p{Zl}\p{Zp}<>]/u.test(name) && name.length <= 120;
  if (!isPlain || !emailSchema.safeParse(address).success) return null;
  return { name: name.replace(/^"(.*)"$/, '$1'), address };
}

/** @throws AppError `invalid_request` that says how it should look. */
export function requireSender(text: string): SenderAddress {
  const sender = readSender(text);
  if (!sender) throw new AppError('invalid_request', `from: ${advice}`);
  return sender;
}

/** What stands behind the @: our message ids end in it. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}
