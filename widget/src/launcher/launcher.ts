import type { CartSummary } from '../../../contract/submissions.ts';
import { adoptStyles } from '../browser/adopt-styles.ts';
import { element } from '../browser/element.ts';
import type { PageIdentity } from '../identity/page-identity.ts';
import type { CallName } from '../loader/public-api.ts';
import type { SessionOutcome } from '../session/ask-for-session.ts';
import type { WidgetSettings } from '../settings/tag-settings.ts';
import { accentText } from './accent-text.ts';
import { createFirstBox, type FirstBox } from './first-box.ts';
import css from './launcher.css?inline';

/** By its name also each call that the page has made: a press may come before the chunk that runs it. */
export interface Launcher extends Partial<Record<CallName, 1>> {
  host: HTMLElement;
  root: ShadowRoot;
  /** Holds button and box; its class says where they are and, later, whether they are `dark`. */
  frame: HTMLElement;
  /** `ariaExpanded`: whether what it opens is open, the box, or chat later. */
  button: HTMLButtonElement;
  box: FirstBox;
  /** Light or dark, as the page is now. */
  followPage?(): void;
  /** Of this page: its session is asked for and its messages are sent under it. */
  requestId?: string | undefined;
  /** Opens that session again, for this browser alone. */
  claim?: { requestId: string; secret: string };
  /** Asked for at the press, before the composer was there to ask. */
  session?: Promise<SessionOutcome> | undefined;
  /** Of the person that `session` was asked for. */
  epoch?: string;
  /** What stood in the box when the shop was asked who is here, and drafts that have come since: what follows is theirs. */
  earlierText?: string | undefined;
  /** What this page knows of who is signed in. */
  identity?: PageIdentity | undefined;
  /** As the page has told it; goes along with a message. */
  cart?: CartSummary | undefined;
  /** Opens or closes whichever is in charge: our box, or the chat that has taken its place. */
  setOpen(isOpen: boolean): void;
}

/** Draws the launcher and the hidden first box in a shadow root of their own. */
export function drawLauncher(settings: WidgetSettings, setOpen: Launcher['setOpen']): Launcher {
  const { launcher: label, words, color, locale, offsetX, offsetY, size, zIndex } = settings;
  const host = document.createElement('storefront-chat');
  const root = host.attachShadow({ mode: 'open' });
  const button = element('button', { class: 'launcher accent', 'aria-expanded': 'false' }, element('span', {}, label));
  const box = createFirstBox(settings, () => launcher.setOpen(false));
  const frame = element(
    'section',
    { class: settings.position, lang: locale, dir: words.dir ?? '' },
    box.dialog,
    button,
  );
  const launcher: Launcher = { host, root, frame, button, box, setOpen };

  adoptStyles(root, css);
  frame.style.cssText = `--accent:${color};--on-accent:${accentText(color)};--x:${offsetX}px;--y:${offsetY}px;--size:${size}px;z-index:${zIndex}${label === 'none' ? ';--away:none' : ''}`;
  button.onclick = () => launcher.setOpen(button.ariaExpanded !== 'true');
  root.append(frame);
  // Beside <body>: routers that replace the body leave us, and a half-written message, alone.
  document.documentElement.append(host);
  return launcher;
}
