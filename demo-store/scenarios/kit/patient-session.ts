import type { Page } from 'playwright-core';

/** What the widget waits for a session, milliseconds. */
const sessionTimeoutMs = 2000;

/**
 * Makes pages wait for our server's answer however busy the machine is: without it a press ends with `timeout` in the
 * place of the reason that a story is about.
 */
export async function waitForSessions(page: Page): Promise<void> {
  await page.addInitScript((own) => {
    const timeout = AbortSignal.timeout.bind(AbortSignal);
    AbortSignal.timeout = (ms) => timeout(ms === own ? 10 * own : ms);
  }, sessionTimeoutMs);
}
