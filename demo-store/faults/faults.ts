import { z } from 'zod';

/**
 * What the proxy can do to whatever stands behind it. The list is closed.
 *
 * - `none`: everything passes
 * - `down`: connections are reset, running ones and WebSockets too
 * - `error-500`: Rails' own answer to an exception
 * - `rate-limited`: 429 in plain text without `Retry-After`, as Chatwoot throttles
 * - `slow`: everything passes, after `slowMs`
 * - `suspended`: `/widget` and `/api/v1/*` answer 401, as Chatwoot does for a suspended account
 * - `blocked`: what an ad blocker does: a shop's page gets neither script, frame nor socket; servers and agents do
 */
export const faults = ['none', 'down', 'error-500', 'rate-limited', 'slow', 'suspended', 'blocked'] as const;
export const faultSchema = z.enum(faults);
export type Fault = z.infer<typeof faultSchema>;

export const defaultSlowMs = 10_000;

/** Body of `PUT /__faults` and answer of `GET /__faults`. `slowMs` counts for `slow` only. */
export const faultStateSchema = z.object({
  fault: faultSchema,
  slowMs: z.int().min(0).max(600_000).default(defaultSlowMs),
});
export type FaultState = z.infer<typeof faultStateSchema>;
