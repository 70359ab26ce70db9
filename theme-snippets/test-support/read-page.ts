import { type DefaultTreeAdapterTypes, parse } from 'parse5';

type Node = DefaultTreeAdapterTypes.ChildNode;

/** An element with its attributes and what is in it, a comment, or text. JSON is shown as what it means. */
export type Piece =
  | string
  | { comment: string }
  | { element: string; attributes: Record<string, string>; content: unknown[] };

/** A page of a shop, with what an include has rendered at the end of its body. */
export function pageAround(rendered: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title></head><body><main></main>${rendered}</body></html>`;
}

/** What a browser without scripts makes of the body of `pageAround`, `<main>` first. */
export function readPage(rendered: string): Piece[] {
  const document = parse(pageAround(rendered), { scriptingEnabled: false });
  const html = document.childNodes.find((node) => node.nodeName === 'html');
  const [head, body, ...more] = html && 'childNodes' in html ? html.childNodes : [];
  if (!head || !body || more.length > 0 || piecesOf(head).length !== 2) throw new Error('Something has left the body.');
  return piecesOf(body);
}

function piecesOf(parent: Node): Piece[] {
  return 'childNodes' in parent ? parent.childNodes.map(pieceOf).filter((piece) => piece !== '') : [];
}

function pieceOf(node: Node): Piece {
  if ('data' in node) return { comment: node.data.trim() };
  if ('value' in node) return node.value.trim();
  if (!('attrs' in node)) throw new Error(`There is no place here for ${node.nodeName}.`);
  const attributes = Object.fromEntries(node.attrs.map(({ name, value }) => [name, plainMarks(value)]));
  const isJson = attributes.type === 'application/json';
  return { element: node.tagName, attributes, content: isJson ? [readJson(node)] : piecesOf(node) };
}

function readJson({ childNodes: [text, ...more] }: DefaultTreeAdapterTypes.Element): unknown {
  if (!text || !('value' in text) || more.length > 0) throw new Error('There is not one text in this block.');
  return JSON.parse(text.value);
}

/** Engines differ in whether they encode these, and all are right. */
function plainMarks(address: string): string {
  return address.replace(/%(?:21|27|28|29|2a)/gi, decodeURIComponent);
}
