/** For tests: a shop's page with the SDK on it, in an iframe, so that every test evaluates the script anew. */
import { vi } from 'vitest';
import type { ChatwootSettings } from './page-settings.ts';
import type { Chatwoot } from './sdk-globals.ts';

export interface ShopPage {
  window: Window & typeof globalThis;
  document: Document;
  /** What `run()` threw, if it did. */
  runError: unknown;
  chatwoot(): Chatwoot;
  run(options?: { websiteToken?: string }): void;
  /** Events of the SDK on `window`, in order. */
  events: CustomEvent[];
  /** Names of messages that reached the frame, in order; after a reload of the frame they go on. */
  received: FrameMessage[];
  /** Lets the frame post to the page, as the widget would. */
  fromFrame(event: string, fields?: object): void;
}

export type FrameMessage = { event: string } & Record<string, unknown>;

interface ShopPageOptions {
  settings?: ChatwootSettings;
  /** Markup for the head, such as a CSP. */
  head?: string;
  /** The script is evaluated while there is no body; there is one again when `run()` is called. */
  isEvaluatedBeforeBody?: boolean;
  /** Runs in the page before the SDK does. */
  before?: (window: Window) => void;
  /** Runs in the same task as `run()`, hence before the frame can have loaded. */
  afterRun?: (chatwoot: Chatwoot, window: Window & typeof globalThis) => void;
  /** 'refused' stands for every ending in which no widget answers. */
  frame?: 'working' | 'refused';
}

export const websiteToken = 'shop-token';

/** Every load of this frame is a new visitor; it tells the page all that it is told. */
const workingFrame = `<script>
  const post = (event, fields) => parent.postMessage('chatwoot-widget:' + JSON.stringify({ event, ...fields }), '*');
  onmessage = ({ data }) => {
    if (data.startsWith('relay:')) parent.postMessage(data.slice(6), '*');
    else parent.postMessage('received:' + data, '*');
  };
  post('loaded', { config: { authToken: 'visitor-' + Math.random(), channelConfig: { widgetColor: '#1f6feb' } } });
</script><!--`;

const sdkUrl = new URL('main.ts', import.meta.url).href;

const opened: HTMLIFrameElement[] = [];

/** For `afterEach`: what is left open would go on writing cookies. */
export function closeShopPages(): void {
  for (const frame of opened.splice(0)) frame.remove();
}

/** A page whose widget has said `chatwoot:ready`. */
export async function openReadyShopPage(options?: ShopPageOptions): Promise<ShopPage> {
  const page = await openShopPage(options);
  await until(() => eventNames(page).includes('chatwoot:ready'));
  return page;
}

export async function openShopPage(options: ShopPageOptions = {}): Promise<ShopPage> {
  clearCookies();
  const frame = document.createElement('iframe');
  frame.style.cssText = 'width: 1000px; height: 800px; border: 0';
  document.body.appendChild(frame);
  opened.push(frame);
  const shop = frame.contentWindow as Window & typeof globalThis;
  shop.document.open();
  shop.document.write(`<!doctype html><head>${options.head ?? ''}</head><body><main><h1>A shop</h1></main></body>`);
  shop.document.close();
  const events: CustomEvent[] = [];
  for (const name of ['ready', 'error', 'opened', 'closed', 'on-message', 'on-start-conversation', 'postback']) {
    shop.addEventListener(`chatwoot:${name}`, (event) => events.push(event as CustomEvent));
  }
  const received: FrameMessage[] = [];
  shop.addEventListener('message', ({ data }) => {
    if (String(data).startsWith('received:')) received.push(JSON.parse(data.slice('received:chatwoot-widget:'.length)));
  });
  if (options.settings) shop.chatwootSettings = options.settings;
  options.before?.(shop);
  const { body } = shop.document;
  if (options.isEvaluatedBeforeBody) body.remove();
  await evaluateSdk(shop);
  if (options.isEvaluatedBeforeBody) shop.document.documentElement.appendChild(body);
  const baseUrl =
    options.frame === 'refused'
      ? 'http://127.0.0.1:1'
      : `data:text/html;charset=utf-8,${encodeURIComponent(workingFrame)}`;
  const page: ShopPage = {
    window: shop,
    document: shop.document,
    runError: undefined,
    chatwoot: () => shop.$chatwoot as Chatwoot,
    run: (other) => shop.chatwootSDK.run({ websiteToken: other?.websiteToken ?? websiteToken, baseUrl }),
    events,
    received,
    fromFrame: (event, fields = {}) => {
      const message = `relay:chatwoot-widget:${JSON.stringify({ event, ...fields })}`;
      widgetFrames(page)[0]?.contentWindow?.postMessage(message, '*');
    },
  };
  try {
    page.run();
    options.afterRun?.(page.chatwoot(), shop);
  } catch (error) {
    page.runError = error;
  }
  return page;
}

/** Loads the script into the page, as a second copy the second time. */
let copies = 0;
export async function evaluateSdk(shop: Window): Promise<void> {
  const script = shop.document.createElement('script');
  script.type = 'module';
  const isEvaluated = new Promise<void>((resolve, reject) => {
    script.onload = () => resolve();
    script.onerror = () => reject(new Error('The SDK could not be loaded into the shop page.'));
  });
  script.src = `${sdkUrl}?copy=${copies++}`;
  shop.document.head.appendChild(script);
  await isEvaluated;
}

export function widgetFrames({ document }: ShopPage): HTMLIFrameElement[] {
  return [...document.querySelectorAll('iframe')];
}

export function eventNames({ events }: ShopPage): string[] {
  return events.map((event) => event.type);
}

export function messagesNamed({ received }: ShopPage, event: string): FrameMessage[] {
  return received.filter((message) => message.event === event);
}

/** Waits for a condition, for as long as a busy machine may need. */
export async function until(isTrue: () => boolean): Promise<void> {
  await vi.waitUntil(isTrue, { timeout: 10_000, interval: 10 });
}

/** The iframe's own `load`, which fires on every ending but a stall. */
export function frameLoad(page: ShopPage): Promise<string> {
  return new Promise((resolve) => {
    widgetFrames(page)[0]?.addEventListener('load', ({ type }) => resolve(type), { once: true });
  });
}

export function cookie(name: string): string | undefined {
  return document.cookie
    .split('; ')
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1);
}

function clearCookies(): void {
  for (const pair of document.cookie.split('; ')) {
    document.cookie = `${pair.split('=')[0]}=; path=/; max-age=0`;
  }
}
