import { type DefaultTreeAdapterTypes, parse, parseFragment, defaultTreeAdapter as tree } from 'parse5';

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

/** Where a script stands; browsers run those of the page alone. `text`: as words to read, its brackets escaped. */
export type Place = 'page' | 'comment' | 'noscript' | 'template' | 'text';

export interface PageScript {
  place: Place;
  attributes: Record<string, string>;
  text: string;
  /** Counts elements from the top. */
  order: number;
  /** Of the page's source, from 1; inside a comment or a text that of its beginning. */
  line: number;
}

interface PageMeta {
  /** Lower case: `content-security-policy`. */
  httpEquiv: string;
  content: string;
  order: number;
}

export interface PageContent {
  scripts: PageScript[];
  /** In `<head>`, where policies count. */
  metas: PageMeta[];
  /** Addresses in `<noscript>` as they are written. */
  noscriptLinks: { href: string; isInHead: boolean }[];
  /** Classes and ids of `<body>`, for what a platform says of its page. */
  bodyNames: string;
}

interface Reading extends PageContent {
  order: number;
}

interface Where {
  place: Place;
  line: number;
  isInHead: boolean;
}

/** What a browser with scripts makes of a page's source. */
export function readPage(html: string): PageContent {
  const reading: Reading = { scripts: [], metas: [], noscriptLinks: [], bodyNames: '', order: 0 };
  walk(parse(html, { sourceCodeLocationInfo: true }), { place: 'page', line: 1, isInHead: false }, reading);
  const { order: _counted, ...content } = reading;
  return content;
}

function walk(node: Node, at: Where, reading: Reading): void {
  const line = at.place === 'page' ? (node.sourceCodeLocation?.startLine ?? at.line) : at.line;
  const where = { ...at, line };
  if (tree.isCommentNode(node)) readHidden(node.data, { ...where, place: 'comment' }, reading);
  else if (tree.isTextNode(node)) readHidden(node.value, { ...where, place: 'text' }, reading);
  else if (tree.isElementNode(node)) readElement(node, where, reading);
  else walkChildren(node, where, reading);
}

function walkChildren(node: Node, where: Where, reading: Reading): void {
  if ('childNodes' in node) for (const child of node.childNodes) walk(child, where, reading);
}

function readElement(element: Element, where: Where, reading: Reading): void {
  reading.order += 1;
  const { place, line, isInHead } = where;
  const attributes = Object.fromEntries(element.attrs.map(({ name, value }) => [name, value]));
  const { order } = reading;
  const { tagName } = element;
  if (tagName === 'script') reading.scripts.push({ place, attributes, text: textIn(element), order, line });
  if (tagName === 'noscript') readHidden(textIn(element), { ...where, place: hidden(place, 'noscript') }, reading);
  if (tagName === 'body') reading.bodyNames = `${attributes.class ?? ''} ${attributes.id ?? ''}`;
  if (tagName === 'meta' && isInHead && place === 'page' && attributes['http-equiv'])
    reading.metas.push({ httpEquiv: attributes['http-equiv'].toLowerCase(), content: attributes.content ?? '', order });
  if (tagName === 'a' && place === 'noscript' && attributes.href)
    reading.noscriptLinks.push({ href: attributes.href, isInHead });
  readInside(element, where, reading);
}

function readInside(element: Element, where: Where, reading: Reading): void {
  const { tagName } = element;
  // Their text is code or markup, and was read with them.
  if (/^(script|style|noscript)$/.test(tagName)) return;
  if (tagName === 'template' && 'content' in element) {
    walkChildren(
      (element as DefaultTreeAdapterTypes.Template).content,
      { ...where, place: hidden(where.place, 'template') },
      reading,
    );
  } else walkChildren(element, { ...where, isInHead: where.isInHead || tagName === 'head' }, reading);
}

/** Markup that a browser does not take for markup. What is hidden twice counts as what hides it outside. */
function readHidden(markup: string, where: Where, reading: Reading): void {
  const isWorthIt = /<(script|a)[\s>]/i.test(markup);
  if (!isWorthIt || (where.place === 'text' && !/<script[\s>]/i.test(markup))) return;
  for (const child of parseFragment(markup).childNodes) walk(child, where, reading);
}

const hidden = (outside: Place, inside: Place): Place => (outside === 'page' ? inside : outside);

function textIn(element: Element): string {
  return element.childNodes.map((child) => (tree.isTextNode(child) ? child.value : '')).join('');
}
