import { chatPolicies, formatPolicy, type Policy } from '../../../server/content-security-policy/chat-policies.ts';
import { waitForSessions } from '../kit/patient-session.ts';
import { type Scenario, shopperOn } from '../kit/scenario.ts';

const policyHeader = 'content-security-policy';
const nonceInHeader = /'nonce-([^']+)'/;

/** What a shop's own pages need, with nothing allowed that is not named. */
const shopItself: Policy = {
  'default-src': ["'none'"],
  'style-src': ["'self'"],
  'img-src': ["'self'", 'data:'],
  'form-action': ["'self'"],
};

export type Header = (nonce: string) => Policy;

/** The second header that `storefront-chat csp` prints, for this demo, in the policy of a careful shop. */
export function headerWithChat({ demo }: Scenario): Header {
  return (nonce) => headerFor(demo, nonce);
}

/** The same for pages without a nonce. */
export function headerByHosts({ demo }: Scenario): Header {
  return () => headerFor(demo, undefined);
}

function headerFor({ serverUrl, chatwootUrl }: Scenario['demo'], nonce: string | undefined): Policy {
  const { withChatwoot } = chatPolicies({ server: serverUrl, chatwoot: chatwootUrl, nonce });
  return { ...shopItself, ...withChatwoot };
}

/**
 * A shopper whose pages carry this header instead of the shop's own, and all that the browser complains of.
 * @param header null: the shop's own header stays.
 */
export async function shopperUnder(scenario: Scenario, header: Header | null) {
  const page = await scenario.newShopper();
  await waitForSessions(page);
  const shopper = shopperOn(page);
  const violations: string[] = [];
  const reasons: string[] = [];
  const lines: string[] = [];
  const errors: string[] = [];
  const requests: string[] = [];
  let current = header;

  page.on('console', (message) => (message.type() === 'error' ? errors : lines).push(message.text()));
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('request', (request) => requests.push(request.url()));
  await page.exposeFunction('reportToTest', (list: 'violations' | 'reasons', text: string) => {
    (list === 'violations' ? violations : reasons).push(text);
  });
  await page.addInitScript(() => {
    const shop = Object(window);
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) =>
      shop.reportToTest('violations', `${effectiveDirective} ${blockedURI} ${sample}`.trim()),
    );
    shop.StorefrontChat = { q: [['on', 'unavailable', (reason: string) => shop.reportToTest('reasons', reason)]] };
  });
  // Chromium takes a page that a test answers for one of the internet's, and keeps this machine's addresses from it.
  await page.context().grantPermissions(['local-network-access']);
  await page.route(
    ({ origin }) => origin === scenario.demo.shopUrl,
    async (route) => {
      if (!current || route.request().resourceType() !== 'document') return route.fallback();
      const response = await route.fetch();
      const headers = response.headers();
      const nonce = headers[policyHeader]?.match(nonceInHeader)?.[1] ?? '';
      headers[policyHeader] = formatPolicy(current(nonce));
      return route.fulfill({ response, headers });
    },
  );
  return {
    ...shopper,
    violations,
    /** Told to the page's own listener. */
    reasons,
    /** On the console, errors apart: the browser's own lines about violations are errors. */
    lines,
    errors,
    requests,
    /** From the next page on. */
    obey(next: Header | null) {
      current = next;
    },
    visit: () => page.goto(scenario.demo.shopUrl),
    /** What Chatwoot's SDK has put into the page and not taken away. */
    leftovers: () =>
      page.evaluate(() => [
        ...('$chatwoot' in window ? ['$chatwoot'] : []),
        ...Array.from(document.querySelectorAll('[id^="cw-"], [id^="chatwoot"], iframe'), ({ id }) => id),
      ]),
  };
}
