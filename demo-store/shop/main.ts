/** The shop as a process of its own, set by its environment; `npm start` runs it inside its own process. */
import { join } from 'node:path';
import { z } from 'zod';
import { startShop } from './start-shop.ts';

const origin = z.url({ protocol: /^https?$/, error: 'an http or https address' });

const environmentSchema = z.object({
  SHOP_PORT: z.coerce.number().int().min(0).max(65535).default(4000),
  SHOP_HOST: z.string().min(1).default('localhost'),
  SHOP_SECRET: z.string().min(16, 'at least 16 characters; signs the session cookies'),
  DATA_DIR: z.string().min(1),
  CHAT_SERVER_URL: origin,
  STORE_KEY: z.string().min(1),
  CHAT_PROOF_KEY: z.string().min(1).optional(),
  CHATWOOT_CONTROL_URL: origin,
  SERVER_CONTROL_URL: origin,
  DESK_URL: origin.optional(),
});

async function main() {
  const parsed = environmentSchema.safeParse(process.env);
  if (!parsed.success) throw new Error(`The environment is not complete:\n${z.prettifyError(parsed.error)}`);
  const env = parsed.data;
  const shop = await startShop({
    port: env.SHOP_PORT,
    host: env.SHOP_HOST,
    secret: env.SHOP_SECRET,
    dataFile: join(env.DATA_DIR, 'shop.json'),
    chatServerUrl: env.CHAT_SERVER_URL,
    storeKey: env.STORE_KEY,
    proofKey: () => env.CHAT_PROOF_KEY,
    controls: { chatwoot: env.CHATWOOT_CONTROL_URL, server: env.SERVER_CONTROL_URL },
    ...(env.DESK_URL ? { deskUrl: env.DESK_URL } : {}),
  });
  console.log(`Shop: ${shop.url}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void shop.stop());
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
