/**
 * The colour, black or white, that reads best on the accent: a contrast of 4.5 or more, whatever the accent is.
 * @param accent `#rrggbb`
 */
export function accentText(accent: string): string {
  const colour = +accent.replace('#', '0x');
  // Luminance, its gamma taken as 2.2. Contrast with white and with black are the same at 0.179 of what white has.
  const light = 3 * (colour >> 16) ** 2.2 + 10 * ((colour >> 8) & 255) ** 2.2 + (colour & 255) ** 2.2;
  return light > 49e4 ? '#000' : '#fff';
}
