/**
 * What the SDK holds on to from the moment its script is evaluated. That moment shows: evaluated before there is a
 * body, `run()` throws; run twice after a tear-down, the holder still has the children it had.
 */
export interface WidgetElements {
  /** The type hides that there may be none yet, as the official SDK never asks. */
  body: HTMLElement;
  holder: HTMLElement;
  bubbleHolder: HTMLElement;
  openButton: HTMLButtonElement;
  closeButton: HTMLButtonElement;
}

export const styleId = 'cw-widget-styles';
export const holderId = 'cw-widget-holder';
export const bubbleHolderId = 'cw-bubble-holder';

export function captureWidgetElements(): WidgetElements {
  return {
    body: document.body,
    holder: document.createElement('div'),
    bubbleHolder: document.createElement('div'),
    openButton: document.createElement('button'),
    closeButton: document.createElement('button'),
  };
}

export interface HolderLook {
  position: string;
  hideMessageBubble: boolean;
  widgetStyle: string;
}

export function dressHolder(holder: HTMLElement, { position, hideMessageBubble, widgetStyle }: HolderLook): void {
  holder.classList.add('woot-widget-holder', 'woot--hide', `woot-elements--${position}`);
  if (hideMessageBubble) holder.classList.add('woot-widget--without-bubble');
  if (widgetStyle === 'flat') holder.classList.add('woot-widget-holder--flat');
  holder.id = holderId;
  holder.dataset.turboPermanent = 'true';
}
