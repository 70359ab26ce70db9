import { contrastWithWhite } from '../server/stores/index.ts';

/** WCAG 2.2, 1.4.11: what one must see to use a page. */
const leastContrast = 3;

/** Says so when a launcher of this colour is hard to see. It is the owner's choice all the same. */
export function warnOfPaleColor(color: string | undefined): void {
  const contrast = color === undefined ? leastContrast : contrastWithWhite(color);
  if (contrast >= leastContrast) return;
  // Down, for 2.999 is not enough and must not look so.
  const ratio = (Math.floor(contrast * 100) / 100).toFixed(2);
  process.stderr.write(
    `${color} is hard to see on a white page: its contrast is ${ratio}:1, and a launcher needs ${leastContrast}:1. Take a darker one.\n`,
  );
}
