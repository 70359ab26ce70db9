import { z } from 'zod';
import { reasonSchema, reasons } from './reasons.ts';

const day = z.iso.date('should be a day: 2026-12-25').describe('In UTC: 2026-12-25.');
const amounts = z.record(z.string(), z.int()).describe('Currency -> minor units.');

/** How a message came to be: in live chat, or for the reason why there was none. */
export const messageReasons = ['chat', ...reasons] as const;

/** What happened in a store in some time. Visitors and orders are those that allowed to be counted. */
export const analyticsNumbersSchema = z.object({
  visitors: z.int(),
  presses: z.int().describe('Of the launcher, by anybody: they are counted without a word about who.'),
  conversations: z.int().describe('In which a shopper wrote in our box.'),
  messages: z.object({
    total: z.int(),
    byReason: z.partialRecord(z.enum(messageReasons), z.int()),
  }),
  unavailable: z.object({
    presses: z.int(),
    rate: z.number().nullable().describe('Of all presses, 0 to 1; null without any.'),
    byReason: z.partialRecord(reasonSchema, z.int()),
  }),
  pressToReadyP75Ms: z.int().nullable().describe('Three of four presses had chat ready in this time; milliseconds.'),
  orders: z.object({
    total: z.int().describe('Each number once, on the day that it was first told of.'),
    revenue: amounts,
    afterChat: z.int(),
    revenueAfterChat: amounts,
  }),
});
export type AnalyticsNumbers = z.infer<typeof analyticsNumbersSchema>;

/** Most that is answered at once; numbers are kept for as long. */
export const maxAnalyticsDays = 400;

/** `GET /v1/stores/{storeKey}/analytics?from=2026-11-01&to=2026-11-30`, with the store's API key: 400 days at most. */
export const analyticsQuerySchema = z.object({
  from: day.optional().describe('Left out: the 30 days up to `to`.'),
  to: day.optional().describe('This day included; left out: today.'),
});
export type AnalyticsQuery = z.infer<typeof analyticsQuerySchema>;

export const analyticsAnswerSchema = z.object({
  from: day,
  to: day,
  timeZone: z.literal('UTC'),
  rules: z
    .object({
      visitors: z.string(),
      messages: z.string(),
      orders: z.string(),
      afterChat: z.string().describe('When an order counts as one after a chat, with the store’s own number of days.'),
    })
    .describe('What is counted, in words.'),
  days: z
    .array(
      analyticsNumbersSchema.extend({
        day,
        countedAt: z.int().nullable().describe('Epoch milliseconds; null: nothing is known of that day.'),
      }),
    )
    .describe('Every day from `from` to `to`. Today is counted for this answer.'),
});
export type AnalyticsAnswer = z.infer<typeof analyticsAnswerSchema>;
export type AnalyticsDay = AnalyticsAnswer['days'][number];
