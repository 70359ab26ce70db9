import { Icon } from '../icons.tsx';
import { postToPage } from './page-port.ts';
import type { WidgetState } from './widget-state.ts';

interface PanelButtonsProps {
  state: WidgetState;
  onEnd?: (() => void) | undefined;
}

/** Ways out of the panel: end the conversation, a window of its own, and, where the bubble is covered, close. */
export function PanelButtons({ state, onEnd }: PanelButtonsProps) {
  const { channel, config, hasCloseButton } = state;
  const popOut = () => {
    const { websiteToken } = channel;
    postToPage('popoutChatWindow', { baseUrl: location.origin, websiteToken, locale: config.locale });
  };
  return (
    <div class="panel-buttons">
      {onEnd && (
        <button
          type="button"
          class="icon-button"
          title="End conversation"
          aria-label="End conversation"
          onClick={onEnd}
        >
          <Icon name="check" />
        </button>
      )}
      {config.showPopoutButton && (
        <button type="button" class="icon-button" aria-label="Open in a window of its own" onClick={popOut}>
          <Icon name="external" />
        </button>
      )}
      {(hasCloseButton || config.hideMessageBubble) && (
        <button
          type="button"
          class="icon-button close-button"
          aria-label="Close chat"
          onClick={() => postToPage('closeWindow')}
        >
          <Icon name="close" />
        </button>
      )}
    </div>
  );
}
