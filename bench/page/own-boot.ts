import type { Page } from 'playwright-core';
import { readRequests } from './in-page.ts';

/** From the request for Chatwoot's script to `chatwoot:ready`; null if it has not booted. */
export async function readOwnBoot(page: Page, bootedAt: number | undefined): Promise<number | null> {
  const [script] = await page.evaluate(readRequests, '/packs/js/sdk.js');
  return script && bootedAt !== undefined ? bootedAt - script.from : null;
}
