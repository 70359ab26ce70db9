/**
 * For what the page calls: nothing of ours is thrown into its own handlers or returned to them, and what a page has in
 * another shape than the platform's tells us nothing.
 */
export function quietly<Given extends unknown[]>(run: (...given: Given) => unknown): (...given: Given) => void {
  return (...given) => {
    (async () => run(...given))().catch(() => {});
  };
}
