import type { Reason } from '../../../contract/reasons.ts';
import type { SessionOutcome } from '../session/ask-for-session.ts';
import { noteSession } from '../session/session-note.ts';
import type { WidgetSettings } from '../settings/tag-settings.ts';
import type { ChatLook, SdkBridge } from './sdk-bridge.ts';

/** `mayOpen`: the frame has had the time to fetch its messages, and shows them when it is opened. */
type ReadyState = { state: 'ready'; isFromServer: boolean; hasConversation: boolean; mayOpen: boolean };

export type ChatState =
  | { state: 'starting' }
  | ReadyState
  | { state: 'unavailable'; reason: Reason; opensAt?: number | undefined };

export interface Chat {
  readonly now: ChatState;
  /** The session that messages belong to, as soon as it is known. */
  readonly visitorToken: string | undefined;
  readonly bridge: SdkBridge;
  /** Tries to have chat. Resolves when it is ready or cannot be had; never throws. */
  start(): Promise<void>;
  /** Lets chat fetch its messages anew; until it has, it may not be opened. */
  refresh(): Promise<void>;
}

export interface ChatDeps {
  settings: WidgetSettings;
  bridge: SdkBridge;
  /** Somebody has written in this browser of late. */
  hasTalked: boolean;
  askForSession(): Promise<SessionOutcome>;
  look(): ChatLook;
  onChange(): void;
}

/** Session first, then the SDK: one of each per page, whatever is pressed meanwhile. */
export function createChat({ settings, bridge, hasTalked, askForSession, look, onChange }: ChatDeps): Chat {
  const chat = {
    now: { state: 'starting' } as ChatState,
    visitorToken: undefined as string | undefined,
    bridge,
    start,
    refresh,
  };
  let isStarting = false;

  async function boot(): Promise<ChatState> {
    if (!settings.chat) return { state: 'unavailable', reason: 'chat-off' };
    const session = await askForSession();
    if (session.state === 'unavailable') return session;
    const why = session.state === 'none' ? reasonOf(session.status) : undefined;
    if (why === 'rate-limited' || why === 'settings-missing') return { state: 'unavailable', reason: why };
    if (session.state === 'ready') chat.visitorToken = session.visitorToken;
    const address = session.state === 'ready' ? session : settings.chatwoot;
    if (!address) return { state: 'unavailable', reason: why ?? 'settings-missing' };
    // Without an answer of ours the SDK is run alone, and the session that its frame reports counts.
    const { baseUrl, websiteToken } = address;
    const answer = await bridge.start({ baseUrl, websiteToken, visitorToken: chat.visitorToken }, look());
    // What kept our server away is the likelier cause for Chatwoot's absence, too.
    if (answer.state === 'failed') return { state: 'unavailable', reason: why ?? answer.reason };
    chat.visitorToken = answer.visitorToken;
    if (why) noteSession(settings.storeKey, answer.visitorToken);
    // While our server is away chat is the only one who answers, so there is no reason to wait for a message.
    const hasConversation = session.state === 'ready' ? session.hasConversation : why !== 'timeout' || hasTalked;
    return { state: 'ready', isFromServer: !why, hasConversation, mayOpen: false };
  }

  async function start() {
    if (isStarting) return;
    isStarting = true;
    // While it is tried again, what is shown stays what it was.
    if (chat.now.state === 'ready') chat.now = { state: 'starting' };
    const now = await boot().catch((): ChatState => ({ state: 'unavailable', reason: reasonOf(0) }));
    chat.now = now;
    isStarting = false;
    onChange();
    if (now.state === 'ready') await allowOpening(now, bridge.settled());
  }

  async function refresh() {
    const { now } = chat;
    if (now.state === 'ready') await allowOpening(now, bridge.refresh());
  }

  async function allowOpening(now: ReadyState, settled: Promise<void>) {
    now.mayOpen = false;
    await settled;
    now.mayOpen = true;
    onChange();
  }
  return chat;
}

/** @param status of our server's answer; 0 when there was none, 408 when it took too long. */
function reasonOf(status: number): Reason {
  if (status === 429) return 'rate-limited';
  // It may have waited for a Chatwoot that is slow itself.
  if (status === 408 && navigator.onLine) return 'timeout';
  if (status >= 400 && status < 500 && status !== 408) return 'settings-missing';
  return navigator.onLine ? 'server-down' : 'offline';
}
