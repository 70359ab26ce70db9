import { text } from 'node:stream/consumers';
import { ConfigError } from '../server/config.ts';

/**
 * The client secret of the shop's Shopify app: never an argument, for those lie in the history of the shell.
 * @throws ConfigError when there is none.
 */
export async function readShopifySecret(): Promise<string> {
  const { SHOPIFY_CLIENT_SECRET: given } = process.env;
  const secret = given || (process.stdin.isTTY ? '' : (await text(process.stdin)).trim());
  if (secret) return secret;
  throw new ConfigError(
    'Put the client secret into SHOPIFY_CLIENT_SECRET, or give it on standard input: --shopify-secret < secret.txt',
  );
}
