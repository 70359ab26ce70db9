import { adoptStyles } from '../browser/adopt-styles.ts';
import { element, icon } from '../browser/element.ts';
import type { WidgetSettings } from '../settings/tag-settings.ts';
import { accentText } from './accent-text.ts';
import { createFirstBox, type FirstBox } from './first-box.ts';
import { bubble, cross } from './icons.ts';
import css from './launcher.css?inline';
import { isPageDark } from './page-theme.ts';

export interface Launcher {
  root: ShadowRoot;
  /** Holds button and box; its class says where they are and whether they are `dark`. */
  frame: HTMLElement;
  /** `ariaExpanded`: whether what it opens is open, the box, or chat later. */
  button: HTMLButtonElement;
  box: FirstBox;
  /** Shows or hides the box. It keeps what is in it. */
  show(isOpen: boolean): void;
}

export interface LauncherEvents {
  /** Pressed, or closed from within. */
  setOpen(isOpen: boolean): void;
  /** Pointed at or focused: a press may follow. */
  onIntent(): void;
}

/** Draws the launcher and the hidden first box in a shadow root of their own. */
export function drawLauncher(settings: WidgetSettings, events: LauncherEvents): Launcher {
  const { launcher, color } = settings;
  const host = document.createElement('storefront-chat');
  const root = host.attachShadow({ mode: 'open' });
  const button = element(
    'button',
    { class: 'launcher accent', 'aria-label': launcher, 'aria-expanded': 'false' },
    icon(bubble),
    icon(cross),
    element('span', {}, launcher),
  );
  const box = createFirstBox(settings.texts, () => events.setOpen(false));
  const frame = element('div', { class: settings.position, lang: settings.locale }, box.dialog, button);

  adoptStyles(root, css);
  frame.style.cssText = `--accent:${color};--on-accent:${accentText(color)}`;
  button.hidden = launcher === 'none';
  button.onclick = () => events.setOpen(button.ariaExpanded !== 'true');
  button.onpointerenter = button.onfocus = events.onIntent;
  root.append(frame);
  // Beside <body>: routers that replace the body leave us, and a half-written message, alone.
  document.documentElement.append(host);

  const show = (isOpen: boolean) => {
    frame.classList.toggle('dark', isPageDark(host));
    box.dialog.hidden = !isOpen;
    button.ariaExpanded = `${isOpen}`;
  };
  return { root, frame, button, box, show };
}
