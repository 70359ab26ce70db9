/** Gives a page or a shadow root one more sheet of styles, in the way that passes a policy without `unsafe-inline`. */
export function adoptStyles(root: Document | ShadowRoot, css: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets.push(sheet);
}
