/**
 * The colour, black or white, that reads best on the accent: a contrast of 4.5 or more, whatever the accent is.
 * @param accent `#rrggbb`
 */
export function accentText(accent: string): string {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => (Number(`0x${accent.slice(at, at + 2)}`) / 255) ** 2.2);
  // Contrast with white and with black are the same at a luminance of 0.179.
  return red * 0.2126 + green * 0.7152 + blue * 0.0722 > 0.179 ? '#000' : '#fff';
}
