import type { BrowserContext, Page } from 'playwright-core';
import { openBrowser } from './open-browser.ts';

/** A browser as somebody has it who was never here. */
export interface BorrowedBrowser {
  context: BrowserContext;
  newPage(): Promise<Page>;
  /** Gives it back; whoever has it next finds nothing of what was done in it. */
  close(): Promise<void>;
}

/** Browsers of this process that nobody is at. Starting one costs as much as a short story does. */
const idle: BrowserContext[] = [];
const mostIdle = 3;

/**
 * A browser with a profile of its own, an earlier story's if one is free. Pages in it may have scripts and functions of
 * the test; the context may not, for they could not be taken away again.
 */
export async function borrowBrowser(viewport: { width: number; height: number }): Promise<BorrowedBrowser> {
  const context = idle.pop() ?? (await openBrowser(viewport));
  let isOpen = true;
  context.once('close', () => {
    isOpen = false;
  });
  return {
    context,
    async newPage() {
      const page = await context.newPage();
      await page.setViewportSize(viewport);
      return page;
    },
    async close() {
      if (!isOpen) return;
      if (idle.length >= mostIdle) return context.close();
      await forgetAll(context);
      idle.push(context);
    },
  };
}

async function forgetAll(context: BrowserContext): Promise<void> {
  await context.setOffline(false);
  const [first, ...others] = context.pages();
  // A profile without a page ends its browser.
  const page = first && others.length === 0 ? first : await context.newPage();
  const origins = new Set(context.pages().flatMap((one) => one.frames().map((frame) => originOf(frame.url()))));
  await Promise.all(context.pages().map((other) => other !== page && other.close()));
  await page.goto('about:blank');
  await context.clearPermissions();
  await context.clearCookies();
  const session = await context.newCDPSession(page);
  // Ports come again: what a shop has stored must not be there for another at the same address.
  for (const origin of origins) {
    if (origin) await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
  }
  await session.send('Network.clearBrowserCache');
  await session.detach();
}

function originOf(url: string): string | undefined {
  return url.startsWith('http') ? new URL(url).origin : undefined;
}
