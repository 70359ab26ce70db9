import { z } from 'zod';

/**
 * What a visitor may allow, as cookie banners name it. A conversation that somebody asks for needs none of them.
 *
 * - `preferences`: to know this browser again on the next page (a visitor id is kept)
 * - `analytics`: to keep what happens on pages (the timeline, and the cart that agents see)
 * - `marketing`: to speak to somebody unasked because of it (campaigns)
 */
export const purposes = ['preferences', 'analytics', 'marketing'] as const;
export type Purpose = (typeof purposes)[number];

/** `pending`: nobody has said anything yet, which is as good as a no. */
export const consentStates = ['pending', 'granted', 'denied'] as const;
export type ConsentState = (typeof consentStates)[number];
export type ConsentByPurpose = Record<Purpose, ConsentState>;

/** What is granted, as it goes along with what is sent: what is left out is not. */
export const grantsSchema = z.object({
  preferences: z.boolean().optional(),
  analytics: z.boolean().optional(),
  marketing: z.boolean().optional(),
});
export type Grants = z.infer<typeof grantsSchema>;

/** Of a browser, made by itself. */
export const visitorIdSchema = z.uuid().toLowerCase();

/**
 * `POST /v1/stores/{storeKey}/visitor-erasures`: what was allowed is allowed no more. Everything that this browser has
 * sent under that id is deleted, and whatever still arrives under it is refused. Said twice, it is answered the same.
 */
export const visitorErasureRequestSchema = z.object({ visitorId: visitorIdSchema });

/** What the visitor can be shown: it is gone, and when. */
export const visitorErasureAnswerSchema = z.object({
  receiptId: z.uuid(),
  erasedAt: z.int().describe('Epoch milliseconds by our clock.'),
  events: z.int().describe('How many were deleted.'),
});
export type VisitorErasureReceipt = z.infer<typeof visitorErasureAnswerSchema>;
