import { currentChatwoot } from './current-chatwoot.ts';
import { postToFrame } from './frame.ts';
import { bubbleHolderId, type WidgetElements } from './widget-elements.ts';

const iconId = 'woot-widget-bubble-icon';
const labelId = 'woot-widget--expanded__text';
const svgNamespace = 'http://www.w3.org/2000/svg';
const speechBubble = 'M12 2a10 10 0 1 0 0 20h9a1 1 0 0 0 1-1v-9A10 10 0 0 0 12 2Z';

/** The bubble, drawn when the frame has loaded for the first time; until then there is none to show or hide. */
export function insertBubble(elements: WidgetElements, color: string): void {
  const chatwoot = currentChatwoot();
  const { body, bubbleHolder, openButton, closeButton } = elements;
  const look = `woot-widget-bubble woot-elements--${chatwoot.position}${chatwoot.widgetStyle === 'flat' ? ' woot-widget-bubble--flat' : ''}`;
  openButton.className = `${look}${chatwoot.type === 'expanded_bubble' ? ' woot-widget--expanded' : ''}`;
  openButton.title = 'Open chat window';
  openButton.style.background = color;
  openButton.appendChild(bubbleIcon());
  if (chatwoot.type === 'expanded_bubble') openButton.appendChild(bubbleLabel(chatwoot.launcherTitle));
  closeButton.className = `${look} woot--close woot--hide`;
  closeButton.style.background = color;
  if (chatwoot.hideMessageBubble) bubbleHolder.classList.add('woot-hidden');
  bubbleHolder.classList.add('woot--bubble-holder');
  bubbleHolder.id = bubbleHolderId;
  bubbleHolder.dataset.turboPermanent = 'true';
  bubbleHolder.append(openButton, closeButton);
  bubbleHolder.onclick = () => setOpen(elements);
  body.appendChild(bubbleHolder);
}

/**
 * Opens, closes or (without `wanted`) flips. It asks nobody whether the frame works, so an empty panel may come to lie
 * over the page (rule 68).
 */
export function setOpen({ holder, openButton, closeButton }: WidgetElements, wanted?: boolean): void {
  const chatwoot = currentChatwoot();
  if (chatwoot.isOpen === wanted) return;
  const isOpen = wanted ?? !chatwoot.isOpen;
  chatwoot.isOpen = isOpen;
  for (const element of [openButton, closeButton, holder]) element.classList.toggle('woot--hide');
  dispatchOnWindow(isOpen ? 'chatwoot:opened' : 'chatwoot:closed');
  postToFrame('toggle-open', { isOpen });
  if (isOpen) postToFrame('push-event', { eventName: 'webwidget.triggered' });
  else openButton.focus();
}

/** Shows or hides the whole bubble; throws a TypeError, half done, while there is none (rule 9). */
export function setBubbleHidden({ holder }: WidgetElements, isHidden: boolean): void {
  holder.classList.toggle('woot-widget--without-bubble', isHidden);
  const bubbleHolder = document.getElementById(bubbleHolderId) as HTMLElement;
  bubbleHolder.classList.toggle('woot-hidden', isHidden);
  currentChatwoot().hideMessageBubble = isHidden;
  postToFrame('sdk-set-bubble-visibility', { hideMessageBubble: isHidden });
}

/** Only the expanded bubble has a text; the page's own title goes before the widget's. */
export function setBubbleLabel(text: string): void {
  const label = document.getElementById(labelId);
  if (label) label.textContent = text;
}

export function setNotificationDot({ openButton }: WidgetElements, unreadCount: number): void {
  if (currentChatwoot().hideMessageBubble) return;
  openButton.classList.toggle('unread-notification', unreadCount > 0);
}

export function dispatchOnWindow(name: string, detail?: unknown): void {
  window.dispatchEvent(new CustomEvent(name, { detail }));
}

function bubbleIcon(): SVGElement {
  const icon = document.createElementNS(svgNamespace, 'svg');
  icon.id = iconId;
  for (const [name, value] of Object.entries({ width: '24', height: '24', viewBox: '0 0 24 24', fill: 'none' })) {
    icon.setAttribute(name, value);
  }
  const path = document.createElementNS(svgNamespace, 'path');
  path.setAttribute('d', speechBubble);
  path.setAttribute('fill', '#FFFFFF');
  icon.appendChild(path);
  return icon;
}

function bubbleLabel(text: string): HTMLElement {
  const label = document.createElement('div');
  label.id = labelId;
  label.className = labelId;
  label.textContent = text;
  return label;
}
