/**
 * Takes pictures of launcher, box and chat in every engine besides Chromium that is here, at desktop and phone width,
 * into `.cache/screenshots/`: `npx tsx scripts/take-engine-screenshots.ts` after `npm run build:browser`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import {
  type Engine,
  type EngineBrowser,
  findEngines,
  type WindowSize,
} from '../demo-store/scenarios/engines/engine-browser.ts';
import { startScenario } from '../demo-store/scenarios/kit/scenario.ts';

const folder = fileURLToPath(new URL('../.cache/screenshots', import.meta.url));
const sizes = { desktop: { width: 1280, height: 780 }, phone: { width: 360, height: 740 } };
const launcher = 'storefront-chat >>> .launcher';
const chatFrame = '#chatwoot_live_chat_widget';
/** What moves has come to rest by then. */
const restMs = 600;

mkdirSync(folder, { recursive: true });
const scenario = await startScenario();
try {
  for (const { name, launch } of findEngines()) {
    for (const [screen, size] of Object.entries(sizes)) await takeScreens(`${name}-${screen}`, size, launch);
  }
} finally {
  await scenario.stop();
}

async function takeScreens(name: string, size: WindowSize, launch: Engine['launch']) {
  for (const takePart of [takeBox, takeChat]) {
    const browser = await launch?.();
    try {
      await browser?.resize(size);
      if (browser) await takePart(browser, name);
    } finally {
      await browser?.close();
      await scenario.switches.allWell();
    }
  }
}

async function takeBox(browser: EngineBrowser, name: string) {
  await scenario.switches.chatwoot('down');
  await browser.open(scenario.demo.shopUrl);
  await takePicture(browser, `${name}-launcher`);
  await browser.click(launcher);
  await browser.type('The glaze came off, and the box was wet through. More than one line, so that the field grows.');
  await takePicture(browser, `${name}-box`);
  await browser.type('\n');
  await takePicture(browser, `${name}-form`);
}

async function takeChat(browser: EngineBrowser, name: string) {
  const question = `Is it lead-free? (${name})`;
  const answer = 'It is, and fired at 1240 °C.';
  await browser.open(`${scenario.demo.shopUrl}/contact`);
  await wait(restMs);
  await browser.click(launcher);
  await browser.type(`${question}\n`);
  await scenario.agent.replies(question, answer);
  for (let tries = 0; tries < 20 && !(await browser.textOf('body', chatFrame)).includes(answer); tries += 1) {
    await wait(restMs);
  }
  await takePicture(browser, `${name}-chat`);
}

async function takePicture(browser: EngineBrowser, name: string) {
  await wait(restMs);
  writeFileSync(`${folder}/${name}.png`, await browser.takePicture());
}
