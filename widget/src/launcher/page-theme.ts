/**
 * Whether the page is dark right now. What it paints counts, not what the system prefers.
 * @param canvas an element that is painted in the page's `Canvas` colour, for pages that paint nothing themselves
 */
export function isPageDark(canvas: Element): boolean {
  for (const part of [document.body, document.documentElement, canvas]) {
    const [red = 0, green = 0, blue = 0, alpha = 1] =
      getComputedStyle(part)
        .backgroundColor.match(/[\d.]+/g)
        ?.map(Number) ?? [];
    if (alpha) return red + green + blue < 330;
  }
  return false;
}
