import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { waitForSessions } from '../kit/patient-session.ts';
import { type Scenario, startScenario } from '../kit/scenario.ts';
import { headerByHosts, headerWithChat, shopperUnder } from '../strict-csp/shopper-under.ts';
import { ownerOn } from './owner-on.ts';

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const desktop = { width: 1280, height: 800 };
const phone = { width: 360, height: 740 };

let scenario: Scenario;
let page: Page;
let owner: ReturnType<typeof ownerOn>;
let requests: string[] = [];
let errors: string[] = [];

beforeAll(async () => {
  scenario = await startScenario();
  page = await scenario.newShopper();
  await waitForSessions(page);
  owner = ownerOn(page, scenario.demo.shopUrl);
  page.on('request', (request) => requests.push(`${request.method()} ${request.url()}`));
  page.on('pageerror', ({ message }) => errors.push(message));
  page.on('console', (line) => line.type() === 'error' && errors.push(line.text()));
});
afterEach(async () => {
  await scenario.switches.allWell();
  await page.evaluate(() => localStorage.clear());
  await page.context().clearCookies();
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(desktop);
  requests = [];
  errors = [];
});
afterAll(() => scenario.stop());

/** How many people Chatwoot knows. */
async function countContacts(): Promise<number> {
  const { chatwootUrl, chatwootAccount } = scenario.demo;
  const answer = await fetch(`${chatwootUrl}/api/v1/accounts/${chatwootAccount.accountId}/contacts`, {
    headers: { api_access_token: chatwootAccount.token },
  });
  const { meta } = (await answer.json()) as { meta: { count: number } };
  return Number(meta.count);
}

it('all is well on the demo shop; nobody becomes a contact, and nothing is set or stored', async () => {
  const { serverUrl, chatwootUrl } = scenario.demo;
  const contacts = await countContacts();
  await owner.visit();
  expect(await owner.summary.textContent()).toBe('All is well on this page.');
  expect(await owner.reads('Origin')).toBe(`Fine | ${scenario.demo.shopUrl} is allowed`);
  expect(await owner.reads('Chatwoot')).toBe(`Fine | answers at ${chatwootUrl}`);
  expect(await owner.reads('Content-Security-Policy')).toBe('Fine | lets chat in');
  expect(await owner.reads('Session')).toContain('none yet');

  const sent = requests.filter((line) => !line.includes(scenario.demo.shopUrl));
  expect(sent.map((line) => line.replace(/\.[\w-]{8}\.js/, '').replace(/\?.*/, '')).sort()).toEqual(
    [
      `GET ${serverUrl}/w/demo.js`,
      `GET ${serverUrl}/assets/calls`,
      `GET ${serverUrl}/assets/self-test`,
      `GET ${serverUrl}/v1/stores/demo/settings`,
      `POST ${serverUrl}/v1/stores/demo/submissions`,
      // Its script, not run; the same file as text, in a frame.
      `GET ${chatwootUrl}/packs/js/sdk.js`,
      `GET ${chatwootUrl}/packs/js/sdk.js`,
    ].sort(),
  );
  expect(errors).toEqual([expect.stringContaining('400 (Bad Request)')]);
  expect(await countContacts()).toBe(contacts);
  expect((await page.context().cookies()).filter(({ name }) => name !== 'shop_session')).toEqual([]);
  const left = await page.evaluate(async () => ({
    stored: localStorage.length + sessionStorage.length + (await indexedDB.databases()).length,
    sdk: 'chatwootSDK' in window,
    trials: document.querySelectorAll('link[rel=preload], iframe').length,
  }));
  expect(left).toEqual({ stored: 0, sdk: false, trials: 0 });
});

it('an origin that the store does not have: the command that adds it', async () => {
  const { demo } = scenario;
  await demo.changeStore({ origins: ['https://elsewhere.example'] });
  await owner.visit();
  await demo.changeStore({ origins: [demo.shopUrl] });
  expect(await owner.summary.textContent()).toBe('1 problem: Origin');
  expect(await owner.reads('Origin')).toContain(`storefront-chat stores set demo --origins …,${demo.shopUrl}`);
  await owner.checkAgain();
  expect(await owner.summary.textContent()).toBe('All is well on this page.');
});

it('Chatwoot is down although the browser has its script, and is up again', async () => {
  await owner.visit();
  await scenario.switches.chatwoot('down');
  await owner.checkAgain();
  expect(await owner.summary.textContent()).toBe('1 problem: Chatwoot');
  expect(await owner.reads('Chatwoot')).toMatch(/^Problem \| does not answer .* Is it running\?/);
  await scenario.switches.allWell();
  await owner.checkAgain();
  expect(await owner.reads('Chatwoot')).toMatch(/^Fine/);
});

it('our own server down after the page was loaded', async () => {
  await owner.visit();
  await scenario.switches.server('down');
  await owner.checkAgain();
  expect(await owner.summary.textContent()).toBe('1 problem: Server');
  expect(await owner.reads('Server')).toContain(scenario.demo.serverUrl);
});

it('the strict policy: what keeps chat away, Trusted Types among it, and nothing of ours is refused', async () => {
  await scenario.switches.csp(true);
  await owner.visit();
  expect(await owner.summary.textContent()).toBe('1 problem: Content-Security-Policy');
  const { chatwootUrl } = scenario.demo;
  const needed = `Chat needs frame-src ${chatwootUrl}; style-src 'unsafe-inline'; no require-trusted-types-for 'script'`;
  expect(await owner.reads('Content-Security-Policy')).toContain(needed);
  // Its own styles have passed.
  expect(await owner.overlay.evaluate((panel) => getComputedStyle(panel).position)).toBe('fixed');
});

it('under the policy that we print for chat all is well, without a violation; what another leaves out is named', async () => {
  const shopper = await shopperUnder(scenario, headerWithChat(scenario));
  const visitor = ownerOn(shopper.page, scenario.demo.shopUrl);
  await scenario.switches.csp(true);
  await visitor.visit();
  expect(await visitor.reads('Content-Security-Policy')).toBe('Fine | lets chat in');
  // The tag's nonce speaks for all that we load, without 'strict-dynamic' too.
  shopper.obey((nonce) => ({ ...headerWithChat(scenario)(nonce), 'script-src': [`'nonce-${nonce}'`] }));
  await visitor.visit();
  expect(await visitor.reads('Content-Security-Policy')).toBe('Fine | lets chat in');
  expect(shopper.violations).toEqual([]);

  await scenario.switches.csp(false);
  const { chatwootUrl } = scenario.demo;
  shopper.obey((nonce) => {
    const header = headerByHosts(scenario)(nonce);
    return { ...header, 'script-src': (header['script-src'] ?? []).filter((source) => source !== chatwootUrl) };
  });
  await visitor.visit();
  expect(await visitor.reads('Content-Security-Policy')).toContain(`Chat needs script-src ${chatwootUrl}`);
  expect(await visitor.reads('Chatwoot')).toContain('Note | not tried');
  shopper.obey((nonce) => ({ ...headerByHosts(scenario)(nonce), 'connect-src': ["'self'"] }));
  await visitor.visit();
  expect(await visitor.reads('Server')).toContain(`Add connect-src ${scenario.demo.serverUrl}`);
});

it('after a press: the session by its beginning, the outcome, and no secret in what is copied', async () => {
  await owner.visit();
  await owner.openBox();
  await owner.overlay.getByText('chat is there').waitFor();
  const token = (await page.context().cookies()).find(({ name }) => name === 'cw_conversation')?.value ?? '';
  expect(await owner.reads('Session')).toMatch(new RegExp(`^Fine \\| ${token.slice(0, 6)}…, until 20\\d\\d-`));
  expect(await owner.copied()).not.toContain(token.slice(0, 7));
});

it('a press without chat says why', async () => {
  await scenario.switches.chatwoot('suspended');
  await owner.visit();
  await owner.openBox();
  await owner.summary.filter({ hasText: 'Last press' }).waitFor();
  expect(await owner.reads('Last press')).toMatch(/^Problem \| no live chat \(suspended\).*Super Admin/);
});

it('a signed-in customer, without a word of who; a page that gives no proof is told so', async () => {
  await owner.visit();
  await page.evaluate(async () => {
    const claims = btoa(JSON.stringify({ sub: 'customer-4711', email: 'ines@example.test' }));
    Object(window).StorefrontChat.identify(async () => `head.${claims}.signature`);
    while (!localStorage.getItem('storefront-chat:demo:person'))
      await new Promise((resolve) => setTimeout(resolve, 20));
  });
  await owner.checkAgain();
  expect(await owner.reads('Identity')).toMatch(/^Fine \| a customer is signed in/);
  const text = await owner.copied();
  for (const secret of ['4711', 'ines', 'signature', 'head.']) expect(text).not.toContain(secret);
  await owner.visit();
  expect(await owner.reads('Identity')).toMatch(/^Note .*identify/);
});

it('a page that the store excludes, and settings that have changed since', async () => {
  await scenario.demo.changeStore({ hiddenOn: ['/cart*'] });
  // Without the browser's copy of the loader, which is good for a minute.
  await page.route('**/w/demo.js', (route) => route.continue());
  await owner.visit('/cart');
  expect(await owner.reads('Launcher')).toMatch(/^Note \| hidden: the store excludes this page/);
  await scenario.demo.changeStore({ hiddenOn: [] });
  await owner.checkAgain();
  expect(await owner.reads('Up to date')).toContain('settings changed since this page was loaded: hiddenOn');
  await page.unroute('**/w/demo.js');
});

it.each([
  ['in the light', 'light', desktop, 'ltr'],
  ['in the dark, right to left', 'dark', desktop, 'rtl'],
  ['on a phone', 'light', phone, 'ltr'],
] as const)('%s: axe finds nothing, and the launcher is not covered', async (_, colorScheme, viewport, dir) => {
  await page.emulateMedia({ colorScheme });
  await page.setViewportSize(viewport);
  await scenario.switches.chatwoot('down');
  await owner.visit();
  await page.evaluate((direction) => {
    document.documentElement.dir = direction;
  }, dir);
  await page.addScriptTag({ path: axePath });
  expect(await axeFindings(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  // Fails when anything lies over it.
  await owner.launcher.click();
  await owner.box.fill('I can still write');
  await page.keyboard.press('Escape');
  expect(await owner.overlay.isVisible()).toBe(true);
  await owner.overlay.getByRole('button', { name: 'Close the self-test' }).click();
  expect(await owner.overlay.count()).toBe(0);
});

it('the whole way goes by keyboard, and the focus is seen', async () => {
  await owner.visit();
  const close = owner.overlay.getByRole('button', { name: 'Close the self-test' });
  await close.focus();
  const outlines: string[] = [];
  const names: string[] = [];
  for (let steps = 0; steps < 4; steps += 1) {
    const focused = await page.evaluate(() => {
      const at = document.querySelector('storefront-chat-self-test')?.shadowRoot?.activeElement;
      return at ? [at.ariaLabel ?? at.textContent ?? '', getComputedStyle(at).outlineWidth] : ['', ''];
    });
    names.push(focused[0] ?? '');
    outlines.push(focused[1] ?? '');
    await page.keyboard.press('Tab');
  }
  expect(names).toEqual(['Close the self-test', 'Findings', 'Copy as text', 'Check again']);
  expect(outlines).toEqual(['2px', '2px', '2px', '2px']);
  await close.focus();
  await page.keyboard.press('Escape');
  expect(await owner.overlay.count()).toBe(0);
});

/** By the rules of WCAG 2.2 AA. Contrasts among them: outside <body>, where we stand, axe leaves them open. */
function axeFindings(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(context: unknown, options: unknown): Promise<AxeResult> } };
    const overlay = document.querySelector('storefront-chat-self-test');
    if (overlay) document.body.append(overlay);
    const runOnly = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const options = { runOnly, rules: { region: { enabled: false } } };
    const { violations, passes } = await axe.run({ include: [['storefront-chat-self-test']] }, options);
    const hasContrasts = passes.some(({ id, nodes }) => id === 'color-contrast' && nodes.length > 20);
    return [
      ...violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`)),
      ...(hasContrasts ? [] : ['Contrasts were not looked at.']),
    ];
  });
}

interface AxeResult {
  violations: { id: string; nodes: { html: string }[] }[];
  passes: { id: string; nodes: unknown[] }[];
}
