import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { browserArgs, findBrowser, findDesktopBrowser } from '../../../scripts/find-browser.ts';
import { storyPatienceMs } from '../../../scripts/story-patience.ts';

/** Whether `isDesktop` can be had; says so loudly when it cannot. */
export function hasDesktopBrowser(): boolean {
  if (findDesktopBrowser()) return true;
  process.stderr.write('\n*** No Chromium or Chrome here: stories of the back/forward cache are left out. ***\n\n');
  return false;
}

/**
 * Nothing is fetched any more. Playwright sometimes waits on for a request of a frame that has gone: then the page has
 * long been at rest.
 */
export const atRest = (page: Page) => page.waitForLoadState('networkidle', { timeout: 5000 }).catch(() => {});

/**
 * A browser with a profile of its own. Playwright's default contexts are off the record, where Chromium denies the
 * chat frame its storage: that is not what shoppers have.
 * @param isDesktop with the back/forward cache, which shoppers have, where there is such a browser
 */
export async function openBrowser(
  viewport: { width: number; height: number },
  { isDesktop = false } = {},
): Promise<BrowserContext> {
  const { executablePath, env } = (isDesktop && findDesktopBrowser()) || findBrowser();
  const environment = Object.entries({ ...process.env, ...env }).filter(
    (entry): entry is [string, string] => !!entry[1],
  );
  const profile = await mkdtemp(join(process.env.BROWSER_PROFILES ?? tmpdir(), 'profile-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    args: browserArgs,
    // Playwright switches this cache off.
    ignoreDefaultArgs: isDesktop ? ['--disable-back-forward-cache'] : [],
    env: Object.fromEntries(environment),
    viewport,
  });
  context.setDefaultTimeout(storyPatienceMs);
  // A browser that is on its way out may still be writing.
  context.once('close', () => void rm(profile, { recursive: true, force: true, maxRetries: 5 }).catch(() => {}));
  return context;
}
