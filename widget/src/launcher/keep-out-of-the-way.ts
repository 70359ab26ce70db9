import { adoptStyles } from '../browser/adopt-styles.ts';
import type { WidgetSettings } from '../settings/tag-settings.ts';

/** A page that moves is looked at when it has come to rest. */
const restMs = 200;

/**
 * A good neighbour: the launcher is away under open dialogs and drawers and on pages that the shop has named, and
 * rises above bars at the bottom of the window. What is open stays open.
 * @param signal stops it
 */
export function keepOutOfTheWay(
  host: HTMLElement,
  button: HTMLElement,
  { hiddenOn, hiddenUnder }: WidgetSettings,
  signal: AbortSignal,
): void {
  let timer = 0;

  function look() {
    const isAway = RegExp(hiddenOn).test(location.pathname);
    let lift = 0;
    for (const part of document.elementsFromPoint(button.getBoundingClientRect().x + 9, innerHeight - 2)) {
      const height = innerHeight - part.getBoundingClientRect().y;
      // What is taller covers the page: it is no bar, and there is no way above it.
      const isBar = height < innerHeight / 2 && /fixed|sticky/.test(getComputedStyle(part).position);
      if (isBar) lift = height;
    }
    host.style.cssText = `--lift:-${lift}px${isAway ? ';--away:none' : ''}`;
  }
  const lookSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(look, restMs);
  };
  // All that makes bars come and go; routers change the address upon a click.
  for (const name of 'scroll load transitionend resize click'.split(' ')) {
    addEventListener(name, lookSoon, { capture: true, signal });
  }
  // Never moved from under a finger: the press would land beside it. The click that follows has us look again.
  button.onpointerdown = () => clearTimeout(timer);
  lookSoon();
  adoptStyles(document, `:has(:is(${hiddenUnder}))>storefront-chat{--away:none}`);
}
