import type { ConsentByPurpose } from '../../../contract/consent.ts';
import type { Reason } from '../../../contract/reasons.ts';
import type { IdentityOutcome } from '../identity/next-identity.ts';
import type { PageIdentity } from '../identity/page-identity.ts';
import { readPeriod } from '../identity/period-store.ts';
import { readVisitorToken } from '../session/session-cookie.ts';
import { type Finding, finding, type SelfTestPage, type Verdict } from './finding.ts';

/** What this browser holds of whoever sits before it. No secret leaves here: of a token only its beginning is told. */
export function checkShopper({ settings, launcher, outcome, consent }: SelfTestPage): Finding[] {
  return [
    session(),
    identity(!!readPeriod(settings.storeKey).person, launcher.identity),
    settings.tracking ? allowed(consent) : finding('Consent', 'good', 'not asked for: this store tracks nothing'),
    lastPress(outcome, settings.storeKey),
  ];
}

function session(): Finding {
  if (!navigator.cookieEnabled) {
    return finding('Session', 'note', 'this browser takes no cookies', 'A conversation ends with its page.');
  }
  const token = readVisitorToken();
  if (!token) return finding('Session', 'good', 'none yet: the first press asks for one');
  const expiry = expiryOf(token);
  const held = `${token.slice(0, 6)}…`;
  if (expiry === undefined) return finding('Session', 'good', held);
  const day = new Date(expiry).toISOString().slice(0, 10);
  return expiry < Date.now()
    ? finding('Session', 'note', `${held}, over since ${day}: the next press renews it`)
    : finding('Session', 'good', `${held}, until ${day}`);
}

/** @returns epoch milliseconds; undefined when the token does not say */
function expiryOf(token: string): number | undefined {
  try {
    const payload = `${token.split('.')[1]}`.replace(/-/g, '+').replace(/_/g, '/');
    return JSON.parse(atob(payload)).exp * 1000 || undefined;
  } catch {
    return undefined;
  }
}

function identity(isSignedIn: boolean, page?: PageIdentity): Finding {
  const { state = 'anonymous', outcome } = page ?? {};
  if (outcome) return finding('Identity', ...outcomes[outcome]);
  if (state === 'proving') return finding('Identity', 'note', 'the shop is being asked who is signed in');
  if (state === 'identified') {
    return finding(
      'Identity',
      'good',
      'a customer is signed in, with a proof: the next press tells whether it is taken',
    );
  }
  if (!isSignedIn) return finding('Identity', 'good', 'anonymous: nobody has signed in');
  const advice = 'Call `StorefrontChat.identify(…)` on every page while the customer is signed in.';
  return finding('Identity', 'note', 'anonymous: a customer has signed in, but this page does not say so', advice);
}

const outcomes: Record<IdentityOutcome, [Verdict, value: string, advice?: string]> = {
  verified: ['good', 'identified: our server took the proof, and Chatwoot knows the customer'],
  refused: [
    'bad',
    'anonymous (refused): our server or Chatwoot did not take the proof',
    'Why, stands in the server’s log, beside “identity proof refused”. Does the shop sign with a key of `identity list`?',
  ],
  'no-proof': [
    'bad',
    'anonymous (no-proof): the shop gave no proof of the customer',
    'Look at what the function given to `StorefrontChat.identify(…)` fetches; the console says what went wrong.',
  ],
};

function allowed(consent?: ConsentByPurpose): Finding {
  const states = Object.entries(consent ?? {}).map(([purpose, state]) => `${purpose} ${state}`);
  const value = states.join(', ') || 'not known yet';
  if (consent?.analytics === 'granted') return finding('Consent', 'good', value);
  return finding('Consent', 'note', value, 'Nothing is collected before the banner says yes to analytics.');
}

function lastPress(outcome: SelfTestPage['outcome'], storeKey: string): Finding {
  if (!outcome) return finding('Last press', 'good', 'none on this page yet: press the launcher to see');
  if (outcome === 'ready') return finding('Last press', 'good', 'chat is there');
  const isWanted = outcome === 'closed-now' || outcome === 'chat-off';
  const advice = advices[outcome].replace('{key}', storeKey);
  return finding('Last press', isWanted ? 'note' : 'bad', `no live chat (${outcome}); the box takes messages`, advice);
}

const advices: Record<Reason, string> = {
  blocked: 'This browser kept Chatwoot away: try a window without extensions. Or a second Chatwoot is on this page.',
  csp: 'What the page’s policy refuses stands under Chatwoot; `storefront-chat csp {key}` prints what it needs.',
  offline: 'This device has no connection.',
  timeout: 'Chatwoot takes too long to answer: look at its load and its log.',
  'chat-down': 'The storefront-chat server cannot reach Chatwoot: is that running, and to be reached from there?',
  refused: 'Chatwoot does not know the inbox any more: run `storefront-chat stores add --key {key} …` again.',
  'rate-limited': 'Too many requests from this address: wait a minute, then press again.',
  suspended: 'The account is suspended: its operator lifts that in Chatwoot’s Super Admin.',
  'closed-now': 'Outside the opening hours: `storefront-chat stores hours {key}` shows them.',
  'chat-off': 'Back on: `storefront-chat stores set {key} --chat`',
  'settings-missing': 'The server does not know this store, or refuses this origin: see Server.',
  'server-down': 'The server did not answer: see Server.',
};
