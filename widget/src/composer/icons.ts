export const cross = 'M6 6l12 12M18 6L6 18';
export const arrow = 'M12 19V5M6 11l6-6 6 6';

/** A 24 × 24 line drawing, for buttons that have a name. */
export function icon(path: string): SVGElement {
  const draw = (tag: 'svg' | 'path', name: string, value: string) => {
    const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
    made.setAttribute(name, value);
    return made;
  };
  const drawing = draw('svg', 'viewBox', '0 0 24 24');
  drawing.append(draw('path', 'd', path));
  return drawing;
}
