import { useEffect, useMemo } from 'preact/hooks';
import { createStore, useStore } from '../store.ts';
import type { AgentSession } from './agent-session.ts';
import { ConnectionNotice } from './ConnectionNotice.tsx';
import { ContactDetails } from './ContactDetails.tsx';
import { ConversationList } from './ConversationList.tsx';
import { showConversation } from './desk-actions.ts';
import { createDeskApi } from './desk-api.ts';
import type { DeskContext } from './desk-context.ts';
import { initialDeskState, openConversation } from './desk-state.ts';
import { startLiveDesk } from './live-desk.ts';
import { Thread } from './Thread.tsx';

/** Three columns: conversations, the one in front, and who it is with. A narrow screen shows one at a time. */
export function Desk({ agent }: { agent: AgentSession }) {
  const context = useMemo<DeskContext>(
    () => ({ store: createStore(initialDeskState(agent)), api: createDeskApi(agent) }),
    [agent],
  );
  const state = useStore(context.store);
  useEffect(() => {
    const linked = /\/conversations\/(\d+)/.exec(location.pathname)?.[1];
    if (linked) void showConversation(context, Number(linked));
    return startLiveDesk(context);
  }, [context]);
  useEffect(() => {
    const unread = state.conversations.filter(({ unread_count }) => unread_count > 0).length;
    document.title = `${unread > 0 ? `(${unread}) ` : ''}Agent desk · ${agent.accountName}`;
  }, [state.conversations, agent.accountName]);
  const conversation = openConversation(state);
  return (
    <div class="desk" data-column={conversation ? state.column : 'list'}>
      <ConnectionNotice socket={state.socket} trouble={state.trouble} />
      <ConversationList context={context} state={state} />
      {conversation ? (
        <>
          <Thread key={conversation.id} context={context} state={state} conversation={conversation} />
          <ContactDetails context={context} state={state} conversation={conversation} />
        </>
      ) : (
        <p class="nothing-open">Choose a conversation to read and answer it.</p>
      )}
    </div>
  );
}
