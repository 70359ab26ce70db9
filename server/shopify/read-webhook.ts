import { createHmac, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { isSame } from '../identity/index.ts';

/** A webhook as it came. */
export interface SignedWebhook {
  /** `x-shopify-hmac-sha256`: base64. */
  signature: string;
  /** `x-shopify-shop-domain`; not signed. */
  shop: string;
  /** `x-shopify-topic`: `customers/redact`. */
  topic: string;
  body: Uint8Array;
}

/** What we look at, of all topics; the rest of these bodies is nobody's business here. */
const bodySchema = z.object({
  shop_domain: z.string().optional(),
  myshopify_domain: z.string().optional(),
  customer: z.object({ id: z.int().positive().nullish(), email: z.string().max(320).nullish() }).nullish(),
  data_request: z.object({ id: z.int() }).nullish(),
});

export interface ShopifyWebhook {
  topic: string;
  /** Shopify's number of the customer whom it is about, and their address. */
  customer: { id?: string; email?: string };
  /** Shopify's number of a customer's request for their data. */
  dataRequestId?: number;
}

/** Why a webhook does not count, for our log alone. */
export type WebhookProblem = 'signature' | 'shop' | 'body';

/** Signs nothing that anybody knows: the work is done all the same where there is no secret. */
const decoy = randomBytes(32).toString('base64url');

/**
 * Reads what Shopify reports. The signature over the bytes as they came is verified before any of them counts.
 * @param secrets client secrets of the shop's app that count: all of them are tried
 * @param shop the shop's permanent address; empty: the store has none. One app may be on several shops.
 */
export function readWebhook(
  webhook: SignedWebhook,
  secrets: readonly string[],
  shop: string,
): ShopifyWebhook | { problem: WebhookProblem } {
  const tried = [secrets[0] ?? decoy, secrets[1] ?? decoy].map((secret) =>
    isSame(bodySignature(webhook.body, secret), webhook.signature),
  );
  if (!tried.includes(true)) return { problem: 'signature' };
  const parsed = bodySchema.safeParse(parseJson(webhook.body));
  if (!parsed.success) return { problem: 'body' };
  const { shop_domain, myshopify_domain, customer, data_request } = parsed.data;
  const signedShop = shop_domain ?? myshopify_domain ?? webhook.shop;
  if (shop === '' || signedShop !== shop || webhook.shop !== shop) return { problem: 'shop' };
  return {
    topic: webhook.topic,
    customer: {
      ...(customer?.id && { id: String(customer.id) }),
      ...(customer?.email && { email: customer.email }),
    },
    ...(data_request && { dataRequestId: data_request.id }),
  };
}

/** HMAC-SHA256 in base64, over the body and nothing else. */
export function bodySignature(body: Uint8Array, secret: string): string {
  return createHmac('sha256', secret).update(body).digest('base64');
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    // Signed, yet no JSON: nothing that Shopify sends.
    return undefined;
  }
}
