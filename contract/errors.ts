import { z } from 'zod';

/** Every error answer of our server. `message` says what to do; `requestId` finds the log line. */
export const errorBodySchema = z.object({
  error: z.object({ code: z.string(), message: z.string(), requestId: z.string() }),
});
export type ErrorBody = z.infer<typeof errorBodySchema>;
