/** Resolves when the page is looked at: at once, or when its tab comes to the front. */
export function pageIsVisible(): Promise<unknown> {
  return new Promise((resolve) => {
    if (document.hidden) document.addEventListener('visibilitychange', resolve, { once: true });
    else resolve(undefined);
  });
}
