import type { ChatOutcome } from '../../../contract/chat-outcomes.ts';
import type { Reason } from '../../../contract/reasons.ts';
import { requestJson } from '../browser/request-json.ts';
import type { ComposerDeps } from '../composer/mount.tsx';
import type { ChatState } from './chat.ts';

/** For whoever looks into the console: what to check. */
const hints: Record<Reason, string> = {
  blocked: 'the browser, or an extension in it, keeps Chatwoot away',
  csp: 'the page’s Content-Security-Policy; `storefront-chat csp` prints what it has to allow',
  offline: 'this device has no line',
  timeout: 'Chatwoot takes too long to answer',
  'chat-down': 'our server cannot reach Chatwoot',
  refused: 'Chatwoot does not know the inbox of this store',
  'rate-limited': 'too many requests from this address',
  suspended: 'the account at Chatwoot is suspended',
  'closed-now': 'outside the opening hours of this store',
  'chat-off': 'chat is switched off for this store',
  'settings-missing': 'our server does not know this store, or not from this origin',
  'server-down': 'our server cannot be reached',
};

/**
 * Tells the page, the console and our server how a press has ended. Our server is told once, after a press only, and
 * nothing about who pressed.
 * @param store address of the store on our server
 */
export function createAnnouncer(page: ComposerDeps, store: string): (now: ChatState) => void {
  let announced: string | undefined;
  let isCounted = false;

  return (now) => {
    if (now.state === 'starting') return;
    const outcome = now.state === 'ready' ? 'ready' : now.reason;
    if (page.pressedAt && !isCounted) {
      isCounted = true;
      const report: ChatOutcome = { outcome, ms: Math.min(Date.now() - page.pressedAt, 600_000) };
      requestJson('POST', `${store}/chat-outcomes`, report);
    }
    if (outcome === announced) return;
    announced = outcome;
    if (outcome === 'ready') return page.emit('ready');
    console.info(`storefront-chat: no live chat (${outcome}): ${hints[outcome]}`);
    page.emit('unavailable', outcome);
  };
}
