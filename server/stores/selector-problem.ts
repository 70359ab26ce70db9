/**
 * Why a text cannot be a CSS selector, as far as one can tell without a browser: quotes and brackets that do not
 * close, a rule instead of a selector, a list with an empty part. Null when nothing wrong is to be seen.
 */
export function selectorProblem(selector: string): string | null {
  // What is escaped or quoted may be anything; what is left must close and be spelled as selectors are.
  const unquoted = selector.replace(/\\./gs, 'x').replace(/"[^"\n]*"|'[^'\n]*'/g, 'x');
  if (/["'\\]/.test(unquoted)) return 'a quote is not closed';
  const plain = withoutBrackets(unquoted);
  if (/[()[\]]/.test(plain)) return 'a bracket is not closed';
  const stray = /[^\w\s.#:*>+~|,\u0080-\uffff-]/.exec(plain)?.[0];
  if (stray) return `${stray} has no place in one`;
  return plain === '' || plain.split(',').every(isComplex) ? null : 'a part of it is empty or torn';
}

/** `:not(.a, [b])` -> `:not_`, from the inside out. */
function withoutBrackets(text: string): string {
  const inner = text.replace(/\([^()[\]{}]*\)|\[[^()[\]{}]+\]/g, '_');
  return inner === text ? text : withoutBrackets(inner);
}

/** Names joined by combinators, each mark with a name behind it. */
function isComplex(selector: string): boolean {
  const compounds = selector.trim().split(/\s*[>+~]\s*|\s+/);
  return compounds.every((compound) => compound !== '' && !/^\d|[.#:](?![a-z_:\u0080-\uffff-])/i.test(compound));
}
