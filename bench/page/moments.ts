/** When things happened in the page for the first time, in epoch milliseconds. */
export interface Moments {
  note(name: string, at: number): void;
  at(name: string): number | undefined;
  /** @throws Error that names the moment, if it does not come. */
  waitFor(name: string, timeoutMs?: number): Promise<number>;
  forget(): void;
}

export function createMoments(): Moments {
  const known = new Map<string, number>();
  const waiting = new Map<string, (at: number) => void>();
  return {
    note(name, at) {
      if (known.has(name)) return;
      known.set(name, at);
      waiting.get(name)?.(at);
    },
    at: (name) => known.get(name),
    async waitFor(name, timeoutMs = 60_000) {
      const already = known.get(name);
      if (already !== undefined) return already;
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`No "${name}" within ${timeoutMs / 1000} s.`)), timeoutMs);
        // A visit that was given up must not keep the bench alive.
        timer.unref();
        waiting.set(name, (at) => {
          clearTimeout(timer);
          resolve(at);
        });
      });
    },
    forget: () => known.clear(),
  };
}
