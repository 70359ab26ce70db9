import { vi } from 'vitest';
import { createSdkBridge } from '../sdk-bridge.ts';

/** What the frame was told by the page. */
type Told = { event: string } & Record<string, unknown>;

/** A frame that lives on the session in its address, or on a new one, and repeats all that it is told. */
const frameScript = `
  const post = (event, fields) => parent.postMessage('chatwoot-widget:' + JSON.stringify({ event, ...fields }), '*');
  const session = new URLSearchParams(location.search).get('cw_conversation');
  onmessage = ({ data }) => {
    if (data.startsWith('say:')) parent.postMessage(data.slice(4), '*');
    else if (data.startsWith('chatwoot-widget:')) parent.postMessage('told:' + data.slice(16), '*');
  };
  const channelConfig = { widgetColor: '#1f6feb' };
  post('loaded', { config: { authToken: session || 'new-visitor-' + Math.random(), channelConfig } });
`.replace(/\n */g, ' ');

// An empty script and a page at once: to a script, the rest of a line after the sign of a comment is one.
const page = encodeURIComponent(`<!-- --><script>${frameScript}</script><!--`);
const address = { baseUrl: `data:text/html,${page}`, websiteToken: 'shop-token' };
const look = { locale: 'en', position: 'right', isDark: false, launcher: 'Chat with us' } as const;

export const chatFrame = () => document.querySelector<HTMLIFrameElement>('#chatwoot_live_chat_widget');
export const sessionInFrame = () => new URL(chatFrame()?.src ?? 'about:blank').searchParams.get('cw_conversation');

/** The bridge over the stand-in's own SDK, which has the traps of the real one. */
export async function openChat() {
  const sdk = new URL('../../../../demo-store/chatwoot/browser/sdk/main.ts', import.meta.url).href;
  await import(/* @vite-ignore */ sdk);
  const events = { onToggle: vi.fn(), onUnread: vi.fn() };
  const bridge = createSdkBridge('', events);
  const told: Told[] = [];
  const note = ({ data }: MessageEvent) => {
    if (`${data}`.startsWith('told:')) told.push(JSON.parse(`${data}`.slice(5)));
  };
  addEventListener('message', note);
  return {
    bridge,
    events,
    told: (event: string) => told.filter((message) => message.event === event),
    start: (visitorToken?: string) => bridge.start({ ...address, visitorToken }, look),
    /** Lets the frame speak. */
    say(event: string, fields: object = {}) {
      chatFrame()?.contentWindow?.postMessage(`say:chatwoot-widget:${JSON.stringify({ event, ...fields })}`, '*');
    },
    close() {
      bridge.reset();
      removeEventListener('message', note);
    },
  };
}

export const cookie = (name: string) => document.cookie.match(`(?:^|; )${name}=([^;]+)`)?.[1];
