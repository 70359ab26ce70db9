/** Whether this page has a data layer, or Google's tag, which makes one if it has to, and may call it as it likes. */
export const hasDataLayer = (): boolean =>
  Array.isArray((window as { dataLayer?: unknown }).dataLayer) || !!document.querySelector('script[src*="js?id="]');
