import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Scenario, startScenario } from '../kit/scenario.ts';
import { type Header, headerByHosts, headerWithChat, shopperUnder } from './shopper-under.ts';

type Shopper = Awaited<ReturnType<typeof shopperUnder>>;

const away = 'Live chat is not available right now.';

let scenario: Scenario;
beforeAll(async () => {
  scenario = await startScenario();
});
// The shop's tag carries a nonce, whichever policy goes with it.
beforeEach(() => scenario.switches.csp(true));
afterAll(() => scenario.stop());

/** Chat is given up for the page's policy; the message is at the desk all the same, and nothing is left behind. */
async function writesWithoutChat(shopper: Shopper, text: string) {
  await shopper.openBox();
  await shopper.write(text);
  await shopper.page.getByRole('status').getByText(away, { exact: false }).waitFor();
  await scenario.agent.sees(text);
  expect(shopper.reasons).toEqual(['csp']);
  expect(shopper.lines.filter((line) => line.startsWith('storefront-chat') && line.includes('csp'))).toHaveLength(1);
  expect(await shopper.leftovers()).toEqual([]);
}

async function chats(shopper: Shopper, text: string, answer: string) {
  await shopper.openBox();
  await shopper.write(text);
  await shopper.readsInChat(text);
  await scenario.agent.replies(text, answer);
  await shopper.readsInChat(answer);
}

/** The next page lets chat come: what was written is in it, and the answer. */
async function hasChatAgain(shopper: Shopper, text: string, answer: string) {
  await shopper.visit();
  await shopper.openBox();
  await shopper.readsInChat(text);
  await scenario.agent.replies(text, answer);
  await shopper.readsInChat(answer);
}

it('under the strict header the box works to the end, and Chatwoot is not even asked', async () => {
  const shopper = await shopperUnder(scenario, null);
  const page = await shopper.visit();
  expect(page?.headers()['content-security-policy']).toMatch(
    /^default-src 'none'; script-src 'nonce-[^']+' 'strict-dynamic'/,
  );
  await shopper.launcher.waitFor();
  expect(shopper.violations).toEqual([]);

  await writesWithoutChat(shopper, 'Strict but kind');
  await shopper.page.getByRole('textbox', { name: 'E-mail' }).fill('ines@example.test');
  await shopper.page.getByRole('button', { name: 'Save' }).click();
  await expect
    .poll(() => scenario.agent.attributesOf('Strict but kind'))
    .toMatchObject({ storefront_reply_address: 'ines@example.test' });

  expect(shopper.requests.filter((url) => url.startsWith(scenario.demo.chatwootUrl))).toEqual([]);
  // Whether Trusted Types are enforced is told only to who tries. The browser says so once, and nothing else.
  expect(shopper.violations).toEqual([
    expect.stringContaining(
      `require-trusted-types-for trusted-types-sink HTMLScriptElement src|${scenario.demo.chatwootUrl}/`,
    ),
  ]);
  expect(shopper.errors).toEqual([expect.stringContaining('TrustedScriptURL')]);
});

it('under the header with chat, chat boots, takes over and brings the answer, without a violation', async () => {
  const shopper = await shopperUnder(scenario, headerWithChat(scenario));
  await shopper.visit();
  await chats(shopper, 'May I speak freely?', 'By all means.');
  expect(shopper.violations).toEqual([]);
  expect(shopper.errors).toEqual([]);
  expect(shopper.reasons).toEqual([]);
});

it('by hosts, on a page without a nonce, chat works as well', async () => {
  await scenario.switches.csp(false);
  const shopper = await shopperUnder(scenario, headerByHosts(scenario));
  await shopper.visit();
  expect(await shopper.page.locator('script[nonce]').count()).toBe(0);
  await chats(shopper, 'From a cached page', 'And answered live.');
  expect(shopper.violations).toEqual([]);
  expect(shopper.errors).toEqual([]);
});

it('with Trusted Types beside all that chat needs, the SDK is not run; a later page without them has chat', async () => {
  const withChat = headerWithChat(scenario);
  const shopper = await shopperUnder(scenario, (nonce) => ({
    ...withChat(nonce),
    'require-trusted-types-for': ["'script'"],
  }));
  await shopper.visit();
  await writesWithoutChat(shopper, 'Typed with trust');
  expect(shopper.requests.filter((url) => url.startsWith(scenario.demo.chatwootUrl))).toEqual([]);

  shopper.obey(withChat);
  await hasChatAgain(shopper, 'Typed with trust', 'You can trust us.');
  expect(shopper.reasons).toEqual(['csp']);
});

it('where a default policy lets the script in but not its markup, the SDK that broke half-way is taken away', async () => {
  const withChat = headerWithChat(scenario);
  const shopper = await shopperUnder(scenario, (nonce) => ({
    ...withChat(nonce),
    'require-trusted-types-for': ["'script'"],
  }));
  await shopper.page.addInitScript(() => {
    Object(window).trustedTypes.createPolicy('default', { createScriptURL: (url: string) => url });
  });
  await shopper.visit();
  await writesWithoutChat(shopper, 'Half a door');
  expect(shopper.requests.filter((url) => url.includes('/packs/js/sdk.js'))).toHaveLength(1);
  expect(shopper.violations).toEqual([expect.stringMatching(/^require-trusted-types-for \S+ Element innerHTML/)]);

  shopper.obey(withChat);
  await hasChatAgain(shopper, 'Half a door', 'Come in.');
});

it.each<[string, string, (header: ReturnType<Header>) => void, RegExp]>([
  ['its frame', 'No window', (header) => delete header['frame-src'], /^frame-src /],
  ['its inline style', 'No coat', (header) => header['style-src']?.pop(), /^style-src-elem inline/],
])('without %s no half of a chat stands on the page', async (_what, text, take, refusal) => {
  const withChat = headerWithChat(scenario);
  const shopper = await shopperUnder(scenario, (nonce) => {
    const header = withChat(nonce);
    take(header);
    return header;
  });
  await shopper.visit();
  await writesWithoutChat(shopper, text);
  expect(shopper.violations.some((violation) => refusal.test(violation))).toBe(true);
  expect(shopper.violations.join('\n')).not.toContain(scenario.demo.serverUrl);
});
