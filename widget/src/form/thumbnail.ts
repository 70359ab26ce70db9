import { element } from '../browser/element.ts';
import { icon } from '../composer/icons.ts';

const paper = 'M7 3h7l4 4v14H7zM14 3v4h4';
const edge = 80;

/** A small picture of a picture, or a sheet of paper. Painted, for a page's policy may refuse an image of ours. */
export function drawThumbnail(file: File): HTMLElement {
  const frame = element('span', { class: 'thumbnail', 'aria-hidden': 'true' }, icon(paper));
  if (file.type.startsWith('image/')) {
    paint(file, frame).catch(() => {
      // Not every browser reads every kind: the sheet of paper stays.
    });
  }
  return frame;
}

async function paint(file: File, frame: HTMLElement) {
  const picture = await createImageBitmap(file);
  const { width, height } = picture;
  const side = Math.min(width, height);
  const canvas = element('canvas', { width: `${edge}`, height: `${edge}` });
  canvas.getContext('2d')?.drawImage(picture, (width - side) / 2, (height - side) / 2, side, side, 0, 0, edge, edge);
  picture.close();
  frame.replaceChildren(canvas);
}
