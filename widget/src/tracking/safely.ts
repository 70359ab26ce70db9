/** For what the page calls, or the browser on its behalf: one line in the console, and nothing thrown into the shop. */
export function safely<Given extends unknown[]>(name: string, work: (...given: Given) => void) {
  return (...given: Given): void => {
    try {
      work(...given);
    } catch (error) {
      complain(name, error instanceof Error ? error.message : error);
    }
  };
}

export function complain(name: string, what: unknown): void {
  console.warn(`storefront-chat: ${name}:`, what);
}
