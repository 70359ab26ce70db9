import { connectCable } from '../cable.ts';
import { createStore } from '../store.ts';
import { cableHandlers } from './cable-events.ts';
import { loadConversation, loadMessages } from './conversation-actions.ts';
import { loadEverything, pageHandlers } from './page-messages.ts';
import { listenToPage, postToPage } from './page-port.ts';
import { createWidgetApi } from './widget-api.ts';
import { silently, type WidgetContext } from './widget-context.ts';
import { initialState } from './widget-state.ts';

/**
 * Starts the frame: listens to the page, says `loaded`, and opens the socket with the session that the page was made
 * for. That session is the socket's for good (rule 66).
 */
export function startWidget(): WidgetContext {
  const { chatwootWebChannel: channelConfig, authToken, chatwootPubsubToken } = window;
  const context = { store: createStore(initialState(channelConfig)), api: createWidgetApi(authToken) };
  if (channelConfig.locale) context.api.setLocale(channelConfig.locale);
  const handlers = pageHandlers(context);
  listenToPage((event, message) => {
    if (isHandled(handlers, event)) callHandler(handlers, event, message);
  });
  postToPage('loaded', { config: { authToken, channelConfig } });
  silently(loadConversation(context));
  connectToConversation(context, chatwootPubsubToken);
  if (window.parent === window) startInOwnWindow(context);
  return context;
}

function connectToConversation(context: WidgetContext, pubsubToken: string): void {
  const handlers = cableHandlers(context);
  connectCable(
    { pubsub_token: pubsubToken },
    {
      onEvent: (event, data) => {
        if (isHandled(handlers, event)) callHandler(handlers, event, data);
      },
      onUp: (isAgain) => {
        if (isAgain) silently(loadMessages(context, { onlyNew: true }));
      },
    },
  );
}

/** The pop-out has no page around it that would say anything. */
function startInOwnWindow(context: WidgetContext): void {
  context.store.set({ isOpen: true, view: 'messages' });
  loadEverything(context);
}

function isHandled<Handlers extends object>(handlers: Handlers, event: string): event is string & keyof Handlers {
  return Object.hasOwn(handlers, event);
}

/** Events and their fields belong together by the sender's word only, which no type can check. */
function callHandler<Handlers extends object>(handlers: Handlers, event: keyof Handlers, message: unknown): void {
  (handlers[event] as (message: unknown) => void)(message);
}
