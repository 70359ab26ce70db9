import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium } from 'playwright-core';
import { browserArgs, findBrowser } from '../../../scripts/find-browser.ts';

/**
 * A browser with a profile of its own. Playwright's default contexts are off the record, where Chromium denies the
 * chat frame its storage: that is not what shoppers have.
 */
export async function openBrowser(viewport: { width: number; height: number }): Promise<BrowserContext> {
  const { executablePath, env } = findBrowser();
  const profile = mkdtempSync(join(tmpdir(), 'storefront-chat-profile-'));
  const environment = Object.entries({ ...process.env, ...env }).filter(
    (entry): entry is [string, string] => !!entry[1],
  );
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    args: browserArgs,
    env: Object.fromEntries(environment),
    viewport,
  });
  context.setDefaultTimeout(15_000);
  // The browser may still be writing when its context has closed.
  context.on('close', () => void removeSoon(profile));
  return context;
}

async function removeSoon(folder: string) {
  for (let tries = 0; tries < 50; tries += 1) {
    try {
      return await rm(folder, { recursive: true, force: true });
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
