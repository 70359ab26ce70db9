import { element } from '../browser/element.ts';
import { type Finding, finding, type SelfTestPage } from './finding.ts';
import { watchRefusals } from './watch-refusals.ts';

const patienceMs = 8000;

/**
 * Whether Chatwoot answers, and what the page's policy says to each part of it, found by trying: a policy cannot be
 * read. Its script is fetched and never run, its frame shows that same file as text.
 * @param room where trials may be made
 */
export async function checkChatwoot({ settings }: SelfTestPage, nonce: string, room: ShadowRoot): Promise<Finding[]> {
  const { chat, chatwoot, storeKey } = settings;
  if (!chat) return [finding('Chatwoot', 'note', 'not tried: chat is switched off')];
  if (!chatwoot) {
    const advice = `Run \`storefront-chat stores add --key ${storeKey} …\` again: it goes on where it was.`;
    return [finding('Chatwoot', 'bad', 'has no inbox for this store yet', advice)];
  }
  const { origin } = new URL(chatwoot.baseUrl);
  // Never asked for before: a browser keeps this file for a year, and would tell of a Chatwoot that is down by now.
  const src = `${chatwoot.baseUrl}/packs/js/sdk.js?v=${Date.now()}`;
  const refusals = watchRefusals();
  const script = element('link', { rel: 'preload', as: 'script', href: src });
  script.nonce = nonce;
  const frame = element('iframe', { src, sandbox: '', hidden: '', title: 'Trial' });
  const [hasScript] = await Promise.all([settled(script, document.head), settled(frame, room)]);
  await refusals.stop();
  const isRefused = refusals.has('script-src', origin);
  const needed = [
    ...(isRefused ? [`script-src ${origin}`] : []),
    ...(refusals.has('frame-src', origin) ? [`frame-src ${origin}`] : []),
    ...(stylesPass(room) ? [] : ["style-src 'unsafe-inline'"]),
    ...(isTrustedWithout(src) ? [] : ["no require-trusted-types-for 'script'"]),
  ];
  return [answers(chatwoot.baseUrl, hasScript, isRefused), policy(needed, storeKey)];
}

/** @returns whether it has loaded, within our patience. What was tried is taken away again. */
function settled(trial: HTMLElement, room: Node): Promise<boolean> {
  return new Promise((resolve) => {
    const finish = (isLoaded: boolean) => {
      clearTimeout(timer);
      trial.remove();
      resolve(isLoaded);
    };
    const timer = setTimeout(finish, patienceMs, false);
    trial.onload = () => finish(true);
    trial.onerror = () => finish(false);
    room.appendChild(trial);
  });
}

function answers(baseUrl: string, hasScript: boolean, isRefused: boolean): Finding {
  if (hasScript) return finding('Chatwoot', 'good', `answers at ${baseUrl}`);
  if (isRefused) return finding('Chatwoot', 'note', 'not tried: the page’s policy keeps its script away');
  const advice = 'Is it running? Or does an extension of this browser keep it away? Messages are taken all the same.';
  return finding('Chatwoot', 'bad', `does not answer at ${baseUrl}`, advice);
}

/** Its script writes a style element and a style attribute. */
function stylesPass(room: ShadowRoot): boolean {
  const sheet = element('style', {}, 'x{}');
  room.append(sheet);
  const passes = !!sheet.sheet && !!element('i', { style: 'top:0' }).style.length;
  sheet.remove();
  return passes;
}

/** Its address becomes a script's, and it writes markup: both stop where Trusted Types are enforced. */
function isTrustedWithout(src: string): boolean {
  try {
    document.createElement('script').src = src;
    document.createElement('div').innerHTML = '<i></i>';
    return true;
  } catch {
    return false;
  }
}

function policy(needed: string[], storeKey: string): Finding {
  const label = 'Content-Security-Policy';
  if (!needed.length) return finding(label, 'good', 'lets chat in');
  const advice = `Messages are taken all the same. \`storefront-chat csp ${storeKey}\` prints the header with chat.`;
  return finding(label, 'bad', `of this page keeps chat away. Chat needs ${needed.join('; ')}`, advice);
}
