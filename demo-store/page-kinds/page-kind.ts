/** A way in which shops are built, as far as a widget notices: how pages change, or how our tag gets onto them. */
export interface PageKind {
  /** Also its host: `turbo.localhost`, so that kinds share neither cookies nor storage. */
  name: string;
  /** A whole document. */
  page(product: Product, loaderUrl: string): string;
  /** Path on the page's server -> an installed package, and which file beside its main one. */
  packageFiles?: Record<string, [name: string, file: string]>;
  /** Scripts made of our loader: path on the page's server -> what has become of the code. */
  loaderCopies?: Record<string, (loader: string) => string>;
}

export interface Product {
  path: string;
  name: string;
}

/** Every kind sells the same two. */
export const products: readonly Product[] = [
  { path: '/', name: 'Mug' },
  { path: '/teapot', name: 'Teapot' },
];
