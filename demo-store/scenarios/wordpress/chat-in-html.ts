import { type DefaultTreeAdapterMap, parse, serializeOuter, defaultTreeAdapter as tree } from 'parse5';

type Element = DefaultTreeAdapterMap['element'];

export interface ChatInHtml {
  /** What the block of settings says; undefined: there is none. */
  settings: Record<string, unknown> | undefined;
  /** What the page shows. */
  facts: Record<string, unknown> | undefined;
  /** The element of the settings, by attribute. */
  attributes: Record<string, string>;
  /** Address of the loader, and what else its tag has. */
  loader: Record<string, string> | undefined;
  /** What a browser without scripts is offered. */
  contactLink: string | undefined;
  /** All of the above as it was sent, in its order. */
  source: string;
}

/** What of chat is in a page, as a browser's own parser sees it. @throws Error when there is more than one of a kind */
export function chatInHtml(html: string): ChatInHtml {
  const elements = all(parse(html));
  const attributesOf = ({ attrs }: Element) => Object.fromEntries(attrs.map(({ name, value }) => [name, value]));
  const only = (found: Element[]) => {
    if (found.length > 1) throw new Error(`One too many: ${source(found)}`);
    return found[0];
  };
  const block = (name: string) => only(elements.filter((one) => attributesOf(one)['data-storefront-chat'] === name));
  const settings = block('settings');
  const facts = block('page');
  const loader = only(elements.filter((one) => /\/storefront-chat\.js/.test(attributesOf(one).src ?? '')));
  // Its content is text to a browser that runs scripts.
  const noscript = only(elements.filter((one) => one.tagName === 'noscript' && textOf(one).includes('/contact/')));
  const parts = [settings, facts, noscript, loader].filter((one) => one !== undefined);
  return {
    settings: settings && JSON.parse(textOf(settings)),
    facts: facts && JSON.parse(textOf(facts)),
    attributes: settings ? attributesOf(settings) : {},
    loader: loader && attributesOf(loader),
    contactLink: noscript && textOf(noscript),
    source: source(parts),
  };
}

function all(node: DefaultTreeAdapterMap['parentNode']): Element[] {
  return node.childNodes.filter(tree.isElementNode).flatMap((child) => [child, ...all(child)]);
}

function source(elements: Element[]): string {
  return elements.map((element) => serializeOuter(element)).join('\n');
}

function textOf(element: Element): string {
  return element.childNodes.map((child) => (tree.isTextNode(child) ? child.value : '')).join('');
}
