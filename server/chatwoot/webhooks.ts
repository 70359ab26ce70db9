import { z } from 'zod';
import { nothing, type Send } from './send.ts';

const webhookSchema = z.object({
  id: z.int(),
  url: z.string(),
  subscriptions: z.array(z.string()),
  /** Signs what is delivered. */
  secret: z.string(),
});
export type Webhook = z.infer<typeof webhookSchema>;

const oneSchema = z.object({ payload: z.object({ webhook: webhookSchema }) });
// 4.14 lists them one level deeper than it shows one.
const manySchema = z.object({ payload: z.object({ webhooks: z.array(webhookSchema) }) });

type WebhookFields = Partial<Pick<Webhook, 'url' | 'subscriptions'>> & { name?: string };

/** An account's webhooks. All of it needs an administrator. */
export function createWebhooks(send: Send, accountPath: string) {
  const path = `${accountPath}/webhooks`;

  return {
    list: async () => (await send({ method: 'GET', path, answer: manySchema })).payload.webhooks,

    /** @throws ChatwootError `invalid` when the account has one with this address. */
    create: async (fields: WebhookFields) =>
      (await send({ method: 'POST', path, body: fields, answer: oneSchema })).payload.webhook,

    update: async (id: number, fields: WebhookFields) =>
      (await send({ method: 'PATCH', path: `${path}/${id}`, body: fields, answer: oneSchema })).payload.webhook,

    delete: (id: number) => send({ method: 'DELETE', path: `${path}/${id}`, answer: nothing }),
  };
}
