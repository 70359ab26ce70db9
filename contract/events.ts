import { z } from 'zod';
import { grantsSchema, visitorIdSchema } from './consent.ts';
import { plainLine } from './plain-text.ts';
import { reasonSchema } from './reasons.ts';

// What happens on a shop's pages. Names are those of Google's e-commerce events where it has one. Money is whole minor
// units with the currency beside it: 1999 EUR is 19.99. Nothing here says who somebody is.

const id = plainLine.trim().min(1).max(120);
const line = plainLine.trim().max(300);
const money = z.int('should be whole minor units: 1999 is 19.99').min(-1_000_000_000_000).max(1_000_000_000_000);
const currency = z.string().regex(/^[A-Z]{3}$/, 'should be a currency of three capitals: EUR');

/** Where it happened. What stands after `?` and `#`, or before `@`, may be a secret, and is left out. */
const addressSchema = plainLine
  .max(2000)
  .pipe(z.url({ protocol: /^https?$/ }))
  .transform((url) => url.replace(/[?#].*$/s, '').replace(/^(https?:\/\/)[^/]*@/i, '$1'));

const pageTypes = [
  'home',
  'product',
  'collection',
  'search',
  'cart',
  'checkout',
  'order',
  'account',
  'content',
  'other',
] as const;

export const eventPageSchema = z.object({
  url: addressSchema,
  title: line.optional(),
  type: z.enum(pageTypes).optional(),
  locale: plainLine.max(35).optional(),
});
export type EventPage = z.infer<typeof eventPageSchema>;

/** Weighed goods come in parts: 1.5. */
const quantity = z.number().min(0).max(100_000);

/** A product, or one line of a cart. `price` is that of one piece. */
const itemSchema = z.object({
  itemId: id.describe('The shop’s own id of the product.'),
  itemName: line.min(1),
  itemVariant: line.optional(),
  variantId: id.optional(),
  sku: id.optional(),
  url: addressSchema.optional(),
  price: money.optional(),
  currency: currency.optional(),
  quantity: quantity.optional(),
});
export type Item = z.infer<typeof itemSchema>;

const maxLines = 100;

/** A cart as it is now. `itemCount` counts pieces; lines beyond 100 are left out, and counted all the same. */
const cartSchema = z.object({
  currency,
  total: money,
  itemCount: quantity,
  lines: z.array(itemSchema).max(maxLines),
});
export type Cart = z.infer<typeof cartSchema>;

const duration = z.int().min(0).max(600_000);

/** What is told with each kind of event. */
const dataByType = {
  page_view: z.object({ referrer: addressSchema.optional() }),
  view_item: z.object({ item: itemSchema }),
  search: z.object({ searchTerm: line.min(1), results: z.int().min(0).optional() }),
  cart_updated: z.object({ cart: cartSchema }),
  add_to_cart: z.object({ item: itemSchema }),
  remove_from_cart: z.object({ item: itemSchema }),
  change_cart_quantity: z.object({ item: itemSchema, previousQuantity: quantity }),
  begin_checkout: z.object({ cart: cartSchema.optional() }),
  purchase: z.object({
    transactionId: id.describe('The order’s number. An order counts once, however often its page is loaded.'),
    value: money,
    currency,
    items: z.array(itemSchema).max(maxLines).optional(),
  }),
  chat_opened: z.object({}),
  chat_started: z.object({}),
  chat_closed: z.object({}),
  message_sent: z.object({ via: z.enum(['box', 'chat']) }),
  chat_unavailable: z.object({ reason: reasonSchema, ms: duration.optional() }),
  /** The widget's own health. */
  chat_timing: z.object({
    name: z.enum(['press_to_box', 'press_to_ready', 'chunks', 'session']),
    ms: duration,
  }),
} as const;

export type EventType = keyof typeof dataByType;
export const eventTypes = Object.keys(dataByType) as EventType[];

/** Version 7: its first 48 bits are when it happened, in epoch milliseconds by the clock of who made it. */
export const eventIdSchema = z.uuid({ version: 'v7', error: 'should be a UUID of version 7' });

function eventOf<Type extends EventType>(type: Type) {
  return z.object({
    id: eventIdSchema,
    type: z.literal(type),
    page: eventPageSchema.optional(),
    data: dataByType[type],
  });
}

export const storefrontEventSchema = z.discriminatedUnion('type', [
  eventOf('page_view'),
  eventOf('view_item'),
  eventOf('search'),
  eventOf('cart_updated'),
  eventOf('add_to_cart'),
  eventOf('remove_from_cart'),
  eventOf('change_cart_quantity'),
  eventOf('begin_checkout'),
  eventOf('purchase'),
  eventOf('chat_opened'),
  eventOf('chat_started'),
  eventOf('chat_closed'),
  eventOf('message_sent'),
  eventOf('chat_unavailable'),
  eventOf('chat_timing'),
]);
export type StorefrontEvent = z.infer<typeof storefrontEventSchema>;
export type EventOf<Type extends EventType> = Extract<StorefrontEvent, { type: Type }>;

/** What `StorefrontChat.track()` takes: id and page are ours to add. */
export type TrackedEvent = { [Type in EventType]: { type: Type; data: EventOf<Type>['data'] } }[EventType];

/** A browser's word, or that of the shop's server, which came with its API key. */
export const eventSources = ['browser', 'server'] as const;
export type EventSource = (typeof eventSources)[number];

export const maxEventsPerBatch = 50;
/** Of one event, as JSON. */
export const maxEventBytes = 16 * 1024;

const eventsInBatch = z.array(z.unknown()).min(1).max(maxEventsPerBatch);

/**
 * `POST /v1/stores/{storeKey}/events`: what a browser has seen, with its visitor's leave. Events are judged one by one;
 * the wrong ones are named in the answer and the others are kept.
 */
export const eventBatchSchema = z.object({
  visitorId: visitorIdSchema.describe(
    'Made by the browser. Kept there only with leave for `preferences`, else of one page.',
  ),
  sentAt: z.int().min(0).describe('Epoch milliseconds by the browser’s clock: what that clock is off is corrected.'),
  consent: grantsSchema.extend({ analytics: z.literal(true, 'Without leave for analytics nothing is to be sent.') }),
  requestId: z.uuid().optional().describe('Of this page’s chat session, if there is one: links visitor and contact.'),
  events: eventsInBatch,
});
export type EventBatch = z.infer<typeof eventBatchSchema>;

/** `POST /v1/stores/{storeKey}/server-events`, with the store's API key: what the shop's own server has seen. */
export const serverEventBatchSchema = z.object({
  visitorId: visitorIdSchema.optional(),
  customerId: z
    .string()
    .min(1)
    .max(255)
    .refine((id) => id.isWellFormed() && !id.includes('\0'), 'should be text')
    .optional()
    .describe('The shop’s own id of the customer.'),
  events: eventsInBatch,
});
export type ServerEventBatch = z.infer<typeof serverEventBatchSchema>;

/**
 * `too_old`: more than 7 days. `in_future`: more than a day. `withdrawn`: this visitor's leave was taken back.
 * None of them will ever be taken.
 */
export const refusalCodes = ['invalid', 'too_large', 'too_old', 'in_future', 'withdrawn'] as const;
export type RefusalCode = (typeof refusalCodes)[number];

/** 202: what is not named in `refused` is stored, now or by an earlier try. */
export const eventBatchAnswerSchema = z.object({
  accepted: z.int().describe('Stored now.'),
  repeated: z.int().describe('We had them already.'),
  refused: z.array(
    z.object({
      index: z.int().describe('In the batch, from 0.'),
      code: z.enum(refusalCodes),
      message: z.string().describe('What is wrong, and what to do.'),
    }),
  ),
});
export type EventBatchAnswer = z.infer<typeof eventBatchAnswerSchema>;
