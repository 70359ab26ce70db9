/** What other scripts of a shop's page may have put on `window`: all of it, some of it, or something else by that name. */
interface PageGlobals {
  Shopify: {
    designMode?: boolean;
    visualPreviewMode?: boolean;
    routes?: { root?: string };
  };
  /** Of Dawn and its relatives. @returns what unsubscribes */
  subscribe(name: string, listener: (message: unknown) => void): () => void;
  publish: unknown;
  jQuery(element: HTMLElement): JQueryElement;
  wp: { data: { select(store: string): unknown; subscribe(listener: () => void, store: string): () => void } };
  wpApiSettings?: { root?: string };
}

interface JQueryElement {
  on(names: string, handler: (event: { type: string }) => void): JQueryElement;
  off(names: string, handler: (event: { type: string }) => void): JQueryElement;
}

/** Whatever is done with it may throw, and has to be done quietly. */
export const pageGlobals = () => window as unknown as PageGlobals;
