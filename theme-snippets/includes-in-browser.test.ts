import { readFile } from 'node:fs/promises';
import type { BrowserContext, Page } from 'playwright-core';
import { transformWithOxc } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { openBrowser } from '../demo-store/scenarios/kit/open-browser.ts';
import { type Case, hostileCases, ordinaryCases } from './test-support/cases.ts';
import { type Engine, engines } from './test-support/engines.ts';
import { pageAround } from './test-support/read-page.ts';

const pageAddress = 'https://shop.example/';
const readerAddress = 'https://shop.example/page-facts.js';

let browser: BrowserContext;
let reader: string;
beforeAll(async () => {
  browser = await openBrowser({ width: 800, height: 600 });
  const source = await readFile(new URL('../widget/src/tracking/page-facts.ts', import.meta.url), 'utf8');
  reader = (await transformWithOxc(source, 'page-facts.ts')).code;
});
afterAll(() => browser?.close());

let page: Page;
/** Whatever the page asked for. */
let asked: string[];
beforeEach(async () => {
  page = await browser.newPage();
  asked = [];
});
afterEach(() => page.close());

/** Opens a page with all of them, as the shop serves it. Scripts of the chat server say of themselves that they ran. */
async function open({ line, render }: Engine, cases: Case[], headers: Record<string, string> = {}) {
  const rendered = await render(cases.map(({ values }) => ({ template: line, values })));
  const script = (body: string) => ({
    contentType: 'text/javascript',
    headers: { 'access-control-allow-origin': '*' },
    body,
  });
  await page.route('**', (route) => {
    const url = route.request().url();
    asked.push(url);
    if (url === pageAddress) {
      return route.fulfill({ contentType: 'text/html', headers, body: pageAround(rendered.join('')) });
    }
    const isReader = url === readerAddress;
    return route.fulfill(script(isReader ? reader : '(window.came ??= []).push(document.currentScript.nonce)'));
  });
  await page.goto(pageAddress);
}

// Which engines are missing is said by includes.test.ts.
it.each(engines.filter(({ missing }) => !missing))(
  'the include for $name runs nothing but our tag, and the widget reads the facts, whatever things are called',
  async (engine) => {
    const dialogs: string[] = [];
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    await open(engine, hostileCases);
    const facts = await page.evaluate(`import('${readerAddress}').then(({ findFacts }) =>
      Array.from({ length: ${hostileCases.length} }, () => {
        const [block, json] = findFacts('none') ?? [];
        block?.remove();
        return block && JSON.parse(json);
      }))`);

    expect(facts).toEqual(hostileCases.map(({ values }) => values.page));
    expect(await page.evaluate('document.scripts.length')).toBe(hostileCases.length);
    expect(await page.evaluate('[window.hacked, document.images.length]')).toEqual([undefined, 0]);
    expect(dialogs).toEqual([]);
    const known = [pageAddress, readerAddress];
    expect(asked.filter((url) => !known.includes(url) && !url.startsWith('https://chat.example.com/'))).toEqual([]);
  },
);

it('a policy with nonces lets the tag through', async () => {
  const policy = "default-src 'none'; script-src 'nonce-r4nd+om/==' 'strict-dynamic'";
  const [engine] = engines;
  if (engine) await open(engine, ordinaryCases.slice(0, 1), { 'content-security-policy': policy });
  await expect.poll(() => page.evaluate('window.came')).toEqual(['r4nd+om/==']);
});
