/**
 * Whether the page is dark right now. What it paints counts, not what the system prefers.
 * @param canvas an element that is painted in the page's `Canvas` colour, for pages that paint nothing themselves
 */
export function isPageDark(canvas: Element): boolean {
  for (const part of [document.body, document.documentElement, canvas]) {
    const color = getComputedStyle(part).backgroundColor;
    const [first = 0, second = 0, third = 0, alpha = 1] = color.match(/\b[\d.]+/g)?.map(Number) ?? [];
    // Browsers keep the notation that the page has used: red, green and blue of 255, or of 1, or lightness first.
    const sum = first + second + third;
    const light = /^rgb/.test(color)
      ? sum / 765
      : /^color/.test(color)
        ? sum / 3
        : first / (/^ok/.test(color) ? 1 : 100);
    if (alpha) return light < 0.43;
  }
  return false;
}
