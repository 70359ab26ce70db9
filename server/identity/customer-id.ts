import { z } from 'zod';

/** The shop's own id of a customer: text that the database can store. */
export const customerIdSchema = z
  .string()
  .min(1)
  .max(255)
  .refine((id) => id.isWellFormed() && !id.includes('\0'), 'should be text');
