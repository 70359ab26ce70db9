import { requestJson } from '../browser/request-json.ts';
import { type Finding, finding, type SelfTestPage } from './finding.ts';
import { type Refusals, watchRefusals } from './watch-refusals.ts';

/**
 * Whether our server answers, and takes messages from this page. It is asked to take an empty message: it refuses that
 * with 400 after it has looked at the origin, and nothing is made of it.
 */
export async function checkServer({ settings }: SelfTestPage, tag: DOMStringMap = {}): Promise<Finding[]> {
  const store = `${settings.server}/v1/stores/${settings.storeKey}`;
  const refusals = watchRefusals();
  // Any origin may read the settings; a copy of the last minute would not do.
  const { status, body } = await requestJson('GET', `${store}/settings?at=${Date.now()}`);
  await refusals.stop();
  if (status !== 200) return [whyAway(settings, status, refusals)];
  const { status: toMessage } = await requestJson('POST', `${store}/submissions`, {});
  return [finding('Server', 'good', 'answers'), origin(settings.storeKey, toMessage), freshness(settings, tag, body)];
}

function whyAway({ server, storeKey }: SelfTestPage['settings'], status: number, refusals: Refusals): Finding {
  const bad = (value: string, advice: string) => finding('Server', 'bad', value, advice);
  const { origin } = new URL(server);
  if (refusals.has('connect-src', origin)) {
    const advice = `Add \`connect-src ${origin}\`; \`storefront-chat csp ${storeKey}\` prints all that is needed.`;
    return bad('kept away by the page’s policy', advice);
  }
  if (status === 404)
    return bad('does not know this store', 'Compare the key in the tag with `storefront-chat stores list`.');
  if (status) return bad(`answers with an error, ${status}`, 'Its log says more.');
  if (!navigator.onLine) return bad('not reached: this device is offline', 'Check again with a connection.');
  return bad('does not answer', `Is it running, and to be reached at ${server} from here?`);
}

/** @param status of the answer; 0: the browser may not read it, for the origin is refused */
function origin(storeKey: string, status: number): Finding {
  if (status) return finding('Origin', 'good', `${location.origin} is allowed`);
  const value = `${location.origin} is not allowed: messages from here are refused`;
  const command = `storefront-chat stores set ${storeKey} --origins …,${location.origin}`;
  const advice = `Name it beside those that the store has: \`${command}\``;
  return finding('Origin', 'bad', value, advice);
}

/** The shop names its own files, and where chat lives is told at the press. */
const ofShopFiles = /^(assets|chatwoot)$/;

/** A page goes by the settings that it was loaded with. @param tag what it says itself may differ */
function freshness(settings: SelfTestPage['settings'], tag: DOMStringMap, now: unknown): Finding {
  const isBlock = tag.storefrontChat === 'settings';
  const changed = Object.entries(Object(now)).flatMap(([key, value]) => {
    const isOurs = key in settings && !(key in tag) && key !== 'locale' && !(isBlock && ofShopFiles.test(key));
    return isOurs && JSON.stringify(value) !== JSON.stringify(Object(settings)[key]) ? [key] : [];
  });
  if (!changed.length) return finding('Up to date', 'good', 'the page has the newest settings');
  const advice = 'Load the page again in a minute; what the shop brings itself, it has to renew.';
  return finding('Up to date', 'note', `settings changed since this page was loaded: ${changed.join(', ')}`, advice);
}
