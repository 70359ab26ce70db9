import { useEffect } from 'preact/hooks';
import { useStore } from '../store.ts';
import { textColorOn } from '../text-color.ts';
import { HomeView } from './HomeView.tsx';
import { MessagesView } from './MessagesView.tsx';
import { PreChatView } from './PreChatView.tsx';
import { UnreadView } from './UnreadView.tsx';
import type { WidgetContext } from './widget-context.ts';

/** All that the frame shows, in the inbox's colour and the page's colour scheme. */
export function WidgetPanel({ context }: { context: WidgetContext }) {
  const state = useStore(context.store);
  const { channel, config, view } = state;
  const accent = /^#[0-9a-f]{6}$/i.test(channel.widgetColor) ? channel.widgetColor : '#1f93ff';
  useEffect(() => {
    const root = document.documentElement;
    root.dataset.theme = config.darkMode ?? 'light';
    root.dataset.view = view;
    root.style.setProperty('--accent', accent);
    root.style.setProperty('--on-accent', textColorOn(accent));
  }, [accent, config.darkMode, view]);
  if (view === 'unread') return <UnreadView context={context} state={state} />;
  return (
    <main class="panel">
      {view === 'home' && <HomeView context={context} state={state} />}
      {view === 'messages' && <MessagesView context={context} state={state} />}
      {view === 'prechat' && <PreChatView context={context} state={state} />}
      <p class="made-with">Chatwoot stand-in</p>
    </main>
  );
}
