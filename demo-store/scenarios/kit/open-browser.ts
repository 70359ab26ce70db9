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
  // Without a folder's name Playwright makes a temporary one, and takes it away again.
  const context = await chromium.launchPersistentContext('', {
    executablePath,
    args: browserArgs,
    ignoreDefaultArgs,
    env: Object.fromEntries(environment),
    viewport,
  });
  context.setDefaultTimeout(30_000);
  return context;
}
