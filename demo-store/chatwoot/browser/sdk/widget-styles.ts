import { styleId } from './widget-elements.ts';

/**
 * Adds the SDK's one style element, by `innerHTML` (rule 64): a page whose CSP has no `'unsafe-inline'` gets an
 * unstyled widget, and enforced Trusted Types throw right here.
 */
export function insertStyles(): void {
  const style = document.createElement('style');
  style.innerHTML = styles;
  style.id = styleId;
  style.dataset.turboPermanent = 'true';
  document.body.appendChild(style);
}

const styles = `
.woot-widget-holder {
  position: fixed !important;
  z-index: 2147483000 !important;
  overflow: hidden !important;
  border-radius: 16px !important;
  box-shadow: 0 8px 40px rgba(15, 23, 42, .18) !important;
  opacity: 1;
  transition: opacity .2s linear, transform .2s ease-out;
}
.woot-widget-holder.woot-widget-holder--flat { border-radius: 0 !important; box-shadow: none !important; }
.woot-widget-holder iframe {
  display: inline-block !important;
  width: 100% !important;
  height: 100% !important;
  max-height: 100vh !important;
  border: 0 !important;
  color-scheme: normal !important;
}
.woot-widget-holder.woot--hide {
  bottom: -100vh !important;
  opacity: 0;
  visibility: hidden !important;
  z-index: -1 !important;
  pointer-events: none;
}
.woot-widget-holder.has-unread-view {
  height: auto !important;
  min-height: 0 !important;
  border-radius: 0 !important;
  box-shadow: none !important;
}
.woot-widget-bubble {
  position: fixed;
  bottom: 20px;
  z-index: 2147483000 !important;
  width: 64px;
  height: 64px;
  padding: 0;
  border: 0;
  border-radius: 32px;
  color: #fff;
  cursor: pointer;
  user-select: none;
  box-shadow: 0 8px 24px rgba(15, 23, 42, .16);
}
.woot-widget-bubble:hover { box-shadow: 0 8px 32px rgba(15, 23, 42, .36); }
.woot-widget-bubble svg { width: 24px; height: 24px; vertical-align: middle; }
.woot-widget-bubble.woot-elements--left { left: 20px; }
.woot-widget-bubble.woot-elements--right { right: 20px; }
.woot-widget-bubble.woot--hide { transform: translateY(100vh); opacity: 0; visibility: hidden; }
.woot-widget-bubble.woot-widget--expanded {
  display: flex;
  align-items: center;
  width: auto;
  height: 48px;
  gap: 8px;
  padding: 0 20px;
}
.woot-widget--expanded__text { font: 600 16px/1 system-ui, sans-serif; }
.woot-widget-bubble--flat { border-radius: 0; }
.woot-widget-bubble.unread-notification::after {
  content: '';
  position: absolute;
  top: 2px;
  right: 2px;
  width: 12px;
  height: 12px;
  border-radius: 50%;
  background: #ff4040;
}
.woot-widget-bubble.woot--close::before, .woot-widget-bubble.woot--close::after {
  content: '';
  position: absolute;
  top: 20px;
  left: 32px;
  width: 2px;
  height: 24px;
  background: #fff;
}
.woot-widget-bubble.woot--close::before { transform: rotate(45deg); }
.woot-widget-bubble.woot--close::after { transform: rotate(-45deg); }
.woot--bubble-holder.woot-hidden { display: none !important; }
@media only screen and (max-width: 667px) {
  .woot-widget-holder { top: 0; right: 0; bottom: 0; left: 0; width: 100%; height: 100%; border-radius: 0 !important; }
  .woot-widget-holder.has-unread-view { top: auto; bottom: 0; }
  .woot-widget-bubble.woot--close { visibility: hidden !important; }
}
@media only screen and (min-width: 667px) {
  .woot-widget-holder {
    bottom: 104px;
    width: 400px !important;
    height: calc(90% - 84px);
    min-height: 250px !important;
    max-height: 640px !important;
  }
  .woot-widget-holder.woot-widget--without-bubble { bottom: 20px; }
  .woot-widget-holder.woot-elements--left { left: 20px; }
  .woot-widget-holder.woot-elements--right { right: 20px; }
}
@media (prefers-reduced-motion: reduce) { .woot-widget-holder { transition: none; } }
`;
