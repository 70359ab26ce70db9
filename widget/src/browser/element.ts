type Child = Node | string;

/** Builds one element without markup, so that it also works where the page enforces Trusted Types. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Record<string, string>,
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  return build(document.createElement(tag), attributes, children);
}

/** A 24 × 24 line drawing, for buttons that have a name. */
export function icon(path: string): SVGElement {
  const draw = (tag: 'svg' | 'path') => document.createElementNS('http://www.w3.org/2000/svg', tag);
  const line = build(draw('path'), { d: path }, []);
  return build(draw('svg'), { viewBox: '0 0 24 24' }, [line]);
}

function build<Made extends Element>(made: Made, attributes: Record<string, string>, children: Child[]): Made {
  for (const name in attributes) made.setAttribute(name, attributes[name] ?? '');
  made.append(...children);
  return made;
}
