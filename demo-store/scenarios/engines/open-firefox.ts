import puppeteer, { type Frame } from 'puppeteer-core';
import type { EngineBrowser } from './engine-browser.ts';

/**
 * A Firefox without a window, by WebDriver BiDi. Its profile is temporary: puppeteer makes it and takes it away. Without
 * a window it has the focus but does not show it: pictures have no focus ring.
 */
export async function openFirefox(executablePath: string): Promise<EngineBrowser> {
  const browser = await puppeteer.launch({ browser: 'firefox', executablePath, headless: true });
  const [page = await browser.newPage()] = await browser.pages();

  async function frameAt(place: string): Promise<Frame | undefined> {
    const found = await page.$(place);
    return (await found?.contentFrame()) ?? undefined;
  }
  return {
    open: async (url) => void (await page.goto(url)),
    click: (place) => page.click(place),
    async type(text) {
      for (const key of text) await (key === '\n' ? page.keyboard.press('Enter') : page.keyboard.type(key));
    },
    async textOf(place, frame) {
      const home = frame ? await frameAt(frame) : page;
      const found = await home?.$(place);
      return (await found?.evaluate((element) => ('innerText' in element ? `${element.innerText}` : ''))) ?? '';
    },
    resize: (size) => page.setViewport(size),
    takePicture: () => page.screenshot(),
    close: () => browser.close(),
  };
}
