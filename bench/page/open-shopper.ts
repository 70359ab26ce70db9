import { type BrowserContext, type CDPSession, chromium, type Page } from 'playwright-core';
import { browserArgs, findBrowser } from '../../scripts/find-browser.ts';
import { tellMoments } from './in-page.ts';
import { createMoments, type Moments } from './moments.ts';

export interface Shopper {
  page: Page;
  /** The browser's own protocol, for presses and keys without a driver's courtesies. */
  cdp: CDPSession;
  moments: Moments;
  browserVersion: string;
  close(): Promise<void>;
}

export interface Device {
  /** Where the line begins that the browser has to use. */
  proxyPort: number;
  cpuSlowdown: number;
}

/**
 * A browser that was never here, on a slow device. It has a profile of its own, for off the record Chromium denies the
 * chat frame its storage, which is not what shoppers have.
 */
export async function openShopper({ proxyPort, cpuSlowdown }: Device): Promise<Shopper> {
  const context = await launch(proxyPort);
  try {
    context.setDefaultTimeout(60_000);
    const moments = createMoments();
    await context.exposeBinding('benchMoment', (_source, name: string, at: number) => moments.note(name, at));
    await context.addInitScript(tellMoments);
    const page = context.pages()[0] ?? (await context.newPage());
    const cdp = await context.newCDPSession(page);
    await slowDown(cdp, cpuSlowdown);
    return {
      page,
      cdp,
      moments,
      browserVersion: context.browser()?.version() ?? '',
      close: () => context.close(),
    };
  } catch (error) {
    await context.close();
    throw error;
  }
}

function launch(proxyPort: number): Promise<BrowserContext> {
  const { executablePath, env } = findBrowser();
  const environment = Object.entries({ ...process.env, ...env }).filter(
    (entry): entry is [string, string] => !!entry[1],
  );
  return chromium.launchPersistentContext('', {
    executablePath,
    args: browserArgs,
    env: Object.fromEntries(environment),
    viewport: { width: 1280, height: 800 },
    // Playwright sends loopback through it as well.
    proxy: { server: `http://127.0.0.1:${proxyPort}` },
    // The bench stops what it started, in its own order.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
}

/**
 * Slows the page and every frame that lives in a process of its own, which is where the chat is: it is stopped before
 * its first line, slowed, and let go.
 */
async function slowDown(cdp: CDPSession, rate: number): Promise<void> {
  let id = 0;
  cdp.on('Target.attachedToTarget', ({ sessionId }) => {
    for (const call of [
      { method: 'Emulation.setCPUThrottlingRate', params: { rate } },
      { method: 'Runtime.runIfWaitingForDebugger' },
    ]) {
      const message = JSON.stringify({ id: ++id, ...call });
      // A frame may be gone by the time it is spoken to.
      cdp.send('Target.sendMessageToTarget', { sessionId, message }).catch(() => {});
    }
  });
  await cdp.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: false });
  await cdp.send('Emulation.setCPUThrottlingRate', { rate });
}
