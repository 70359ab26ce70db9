import { noteWriting } from '../identity/last-written.ts';
import type { Emit } from '../loader/public-api.ts';
import { findFrame } from './frame-messages.ts';

const incoming = 0;

/**
 * Whoever writes in the chat's own field writes in this tab. Its socket also brings what the same visitor writes in
 * another tab, where the focus is then.
 * @returns how to stop
 */
export function noteWritingInChat(storeKey: string, emit: Emit): () => void {
  const note = ({ detail }: WindowEventMap['chatwoot:on-message']) => {
    const isHere = document.hasFocus() && document.activeElement === findFrame();
    if (!isHere || detail?.message_type !== incoming) return;
    noteWriting(storeKey);
    emit('sent', 'chat');
  };
  addEventListener('chatwoot:on-message', note);
  return () => removeEventListener('chatwoot:on-message', note);
}
