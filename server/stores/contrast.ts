/**
 * Contrast of a colour with white, from 1 to 21, as WCAG 2 counts it. What must be seen on a white page, such as the
 * launcher, needs 3 (1.4.11); text on the colour itself is black or white, of which one always has 4.5.
 * @param color `#rrggbb`
 */
export function contrastWithWhite(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) =>
    linear(Number.parseInt(color.slice(at, at + 2), 16) / 255),
  );
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
}

function linear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}
