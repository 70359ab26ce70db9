import { Avatar } from '../Avatar.tsx';
import { Icon } from '../icons.tsx';
import { availability } from './availability.ts';
import { startConversation } from './conversation-actions.ts';
import { PanelButtons } from './PanelButtons.tsx';
import type { WidgetContext } from './widget-context.ts';
import type { WidgetState } from './widget-state.ts';

/** The first thing a new visitor sees; a returning one only if the panel opened faster than messages came (T44). */
export function HomeView({ context, state }: { context: WidgetContext; state: WidgetState }) {
  const { channel, config, messages, agents } = state;
  const { title, promise, isOnline } = availability(state);
  const hasMessages = messages.length > 0;
  const proceed = () => (hasMessages ? context.store.set({ view: 'messages' }) : startConversation(context));
  return (
    <div class="home">
      <header class="home-head">
        <PanelButtons state={state} />
        <h1>{config.welcomeTitle || channel.welcomeTitle}</h1>
        <p>{config.welcomeDescription || channel.welcomeTagline}</p>
      </header>
      <section class="home-card" aria-label="Availability">
        <div class="home-team">
          <div>
            <h2>{title}</h2>
            <p>{promise}</p>
          </div>
          <div class="home-agents">
            {agents.slice(0, 3).map((agent) => (
              <Avatar
                key={agent.id}
                name={agent.name}
                imageUrl={agent.avatar_url}
                isOnline={isOnline && agent.availability_status === 'online'}
              />
            ))}
          </div>
        </div>
        <button class="button" type="button" onClick={proceed}>
          {hasMessages ? 'Continue conversation' : 'Start Conversation'}
          <Icon name="send" size={16} />
        </button>
      </section>
    </div>
  );
}
