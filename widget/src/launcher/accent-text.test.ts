import { expect, it } from 'vitest';
import { accentText } from './accent-text.ts';

it('reads well on every accent colour', () => {
  const steps = ['00', '22', '44', '66', '77', '88', '99', 'aa', 'cc', 'ee', 'ff'];
  const accents = steps.flatMap((red) => steps.flatMap((green) => steps.map((blue) => `#${red}${green}${blue}`)));
  const worst = Math.min(...accents.map((accent) => contrast(accent, accentText(accent))));
  expect(worst).toBeGreaterThanOrEqual(4.5);
});

it('is white on a dark accent and black on a pale one', () => {
  expect([accentText('#2f5d50'), accentText('#ffd54a')]).toEqual(['#fff', '#000']);
});

/** WCAG 2.2, to the letter. */
function contrast(accent: string, text: string): number {
  const [light, dark] = [luminance(accent), text === '#fff' ? 1 : 0].sort((a, b) => b - a);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return channel > 0.04045 ? ((channel + 0.055) / 1.055) ** 2.4 : channel / 12.92;
  });
  return red * 0.2126 + green * 0.7152 + blue * 0.0722;
}
