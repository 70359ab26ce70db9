import type { TextPack } from '../texts/text-pack.ts';

const look =
  'position:absolute;top:-4px;right:-4px;min-width:24px;padding:2px 6px;box-sizing:border-box;' +
  'border-radius:12px;background:#b3261e;color:#fff;font-size:13px';

/** Puts the number of new messages on the launcher, for the eye and into its accessible name. */
export function showUnread(button: HTMLButtonElement, count: number, say: TextPack['unread']): void {
  button.querySelector('.badge')?.remove();
  const label = button.textContent ?? '';
  button.ariaLabel = count ? say(label, count) : label;
  if (!count) return;
  const badge = document.createElement('b');
  badge.className = 'badge';
  badge.style.cssText = look;
  badge.textContent = count > 9 ? '9+' : `${count}`;
  button.append(badge);
}
