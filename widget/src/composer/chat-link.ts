import type { Reason } from '../../../contract/reasons.ts';
import type { ConnectedChat } from '../sdk-bridge/connect-chat.ts';
import type { ComposerDeps } from './mount.tsx';
import type { SentMessage } from './sent-message.ts';

/** The way to the chunk that knows chat: as long as that cannot be had, the reason is ours. */
export interface ChatLink {
  readonly chat: ConnectedChat | undefined;
  /** Somebody wants chat: it is there, or on its way, or cannot be had. */
  readonly isWanted: boolean;
  /** Why there is no chat, as far as that is known. */
  reason(): Reason | undefined;
  /** Tries to have chat; what could not be had before may be there now. */
  start(): Promise<void>;
  /** Whether chat can be opened: before, it would show nothing. */
  canGoOn(): boolean;
  /** Chat takes the place of the box, or is made anew if the page has thrown it away. */
  goOn(messages: readonly SentMessage[]): Promise<void>;
}

export function createChatLink(deps: ComposerDeps, signal: AbortSignal, onChange: () => void): ChatLink {
  let failure: Reason | undefined;
  const link = {
    chat: undefined as ConnectedChat | undefined,
    isWanted: false,
    reason: () => failure ?? (link.chat?.now.state === 'unavailable' ? link.chat.now.reason : undefined),
    async start() {
      link.isWanted = true;
      try {
        const { connectChat } = await deps.loadChunk('bridge');
        if (signal.aborted) return;
        link.chat ??= connectChat(deps, onChange);
        failure = undefined;
      } catch {
        const reason = navigator.onLine ? 'server-down' : 'offline';
        if (reason !== failure) {
          console.info(`storefront-chat: no live chat (${reason})`);
          deps.emit('unavailable', reason);
        }
        failure = reason;
      }
      if (failure) return onChange();
      return link.chat?.start();
    },
    canGoOn: () => link.chat?.now.state === 'ready' && link.chat.now.mayOpen,
    goOn: (messages: readonly SentMessage[]) => (link.chat?.bridge.isThere() ? link.chat.goOn(messages) : link.start()),
  };
  return link;
}
