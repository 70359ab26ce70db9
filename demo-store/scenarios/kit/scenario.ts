import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { onTestFinished, TestRunner } from 'vitest';
import { makeTestDatabase } from '../../../server/db/test-database.ts';
import { type DemoConfig, readDemoConfig } from '../../demo-config.ts';
import type { Fault } from '../../faults/faults.ts';
import { type RunningDemo, startDemo } from '../../start-demo.ts';
import { createAgent } from './agent.ts';
import { type BorrowedBrowser, borrowBrowser } from './browser-pool.ts';

interface ScenarioOptions {
  /** Whether pages tell what happens on them, once their visitor allows it. Left out: off. */
  tracking?: boolean;
}

/** The whole demo on ports of its own, with an agent at the desk; shoppers come one by one. */
export async function startScenario({ tracking = false }: ScenarioOptions = {}) {
  const dataDir = mkdtempSync(join(tmpdir(), 'storefront-chat-scenario-'));
  const ports = { SHOP_PORT: '0', PORT: '0', CHATWOOT_PORT: '0' };
  const config = readDemoConfig({ ...process.env, ...ports, DATA_DIR: dataDir });
  const database = await makeTestDatabase(config.dataDir);
  const demo = await startOnFreePorts({ ...config, databaseEnv: database.env });
  // A test presses Enter sooner than any person could have read the box.
  await demo.changeStore({ proofOfWork: 'off', isTrackingOn: tracking });
  const agent = await createAgent(demo);
  const shoppers: BorrowedBrowser[] = [];

  return {
    demo,
    agent,
    /** A browser that was never here. */
    async newShopper(viewport = { width: 1280, height: 800 }) {
      const browser = await borrowBrowser(viewport);
      // Who comes in a test leaves with it.
      if (TestRunner.getCurrentTest()) onTestFinished(browser.close);
      else shoppers.push(browser);
      return browser.newPage();
    },
    switches: createSwitches(demo),
    async stop() {
      for (const browser of shoppers) await browser.close();
      await agent.close();
      await demo.stop();
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** A port that was free a moment ago may be somebody else's by now: other tests choose theirs at the same time. */
async function startOnFreePorts(config: DemoConfig, tries = 3): Promise<RunningDemo> {
  try {
    return await startDemo(config);
  } catch (error) {
    const { code, cause } = error as { code?: string; cause?: { code?: string } };
    if (tries === 1 || (cause?.code ?? code) !== 'EADDRINUSE') throw error;
    return startOnFreePorts(config, tries - 1);
  }
}

export type Scenario = Awaited<ReturnType<typeof startScenario>>;

/** The page of switches, by its JSON. */
function createSwitches({ shopUrl }: RunningDemo) {
  async function put(state: Record<string, unknown>) {
    const answer = await fetch(`${shopUrl}/qa/state`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', origin: shopUrl },
      body: JSON.stringify(state),
    });
    if (!answer.ok) throw new Error(`The switches answered ${answer.status}.`);
  }
  return {
    chatwoot: (fault: Fault) => put({ chatwoot: fault }),
    server: (fault: Fault) => put({ server: fault }),
    csp: (isStrict: boolean) => put({ strictCsp: isStrict }),
    allWell: () => put({ chatwoot: 'none', server: 'none', strictCsp: false }),
  };
}

/** What a shopper sees and does, in the words of the screen. */
export function shopperOn(page: Page) {
  const box = page.getByRole('textbox', { name: 'Your message' });
  const chatFrame = page.frameLocator('#chatwoot_live_chat_widget');
  const launcher = page.getByRole('button', { name: 'Chat with us' });
  return {
    page,
    box,
    launcher,
    sent: page.getByRole('log'),
    chatFrame,
    /**
     * Waits for these words in chat. Opened before it has fetched its messages, which nothing tells, Chatwoot shows its
     * home: a person goes on from there.
     */
    async readsInChat(text: string) {
      const words = chatFrame.getByText(text, { exact: true }).first();
      const goOn = chatFrame.getByRole('button', { name: 'Continue conversation' });
      // Its home is there for a moment while the frame itself is still hidden: that press is in vain.
      for (;;) {
        await words.or(goOn).first().waitFor();
        if (await words.isVisible()) return;
        await goOn.click({ timeout: 2000 }).catch(() => {});
      }
    },
    async openBox() {
      // A page that found something unsent opens it by itself: a press would close it.
      if ((await launcher.getAttribute('aria-expanded')) === 'false') await launcher.click();
    },
    /** Types where the focus is, as a person would, and sends. */
    async write(text: string) {
      await page.keyboard.type(text);
      await page.keyboard.press('Enter');
    },
  };
}
