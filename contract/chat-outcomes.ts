import { z } from 'zod';
import { reasons } from './reasons.ts';

/** How a press ended: chat was there, or the reason why not. */
export const outcomes = ['ready', ...reasons] as const;
export type Outcome = (typeof outcomes)[number];

/**
 * `POST /v1/stores/{storeKey}/chat-outcomes`, at most once per page and only after a press. It says nothing about who
 * pressed: the server counts it and forgets the rest.
 */
export const chatOutcomeSchema = z.strictObject({
  outcome: z.enum(outcomes),
  ms: z.int().min(0).max(600_000).describe('From the press to the outcome; milliseconds.'),
});
export type ChatOutcome = z.infer<typeof chatOutcomeSchema>;
