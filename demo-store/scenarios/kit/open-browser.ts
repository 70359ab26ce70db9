import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium } from 'playwright-core';
import { browserArgs, findBrowser } from '../../../scripts/find-browser.ts';

/**
 * A browser with a profile of its own. Playwright's default contexts are off the record, where Chromium denies the
 * chat frame its storage: that is not what shoppers have.
 * @param ignoreDefaultArgs what Playwright would switch off in it, and shoppers have
 */
export async function openBrowser(
  viewport: { width: number; height: number },
  ignoreDefaultArgs: string[] = [],
): Promise<BrowserContext> {
  const { executablePath, env } = findBrowser();
  const environment = Object.entries({ ...process.env, ...env }).filter(
    (entry): entry is [string, string] => !!entry[1],
  );
  const profile = await mkdtemp(join(process.env.BROWSER_PROFILES ?? tmpdir(), 'profile-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    args: browserArgs,
    ignoreDefaultArgs,
    env: Object.fromEntries(environment),
    viewport,
  });
  context.setDefaultTimeout(30_000);
  // A browser that is on its way out may still be writing.
  context.once('close', () => void rm(profile, { recursive: true, force: true, maxRetries: 5 }).catch(() => {}));
  return context;
}
