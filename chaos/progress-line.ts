const everyMs = 5000;

/** How far a run is: one line that changes on a terminal, a line now and then elsewhere. */
export function createProgressLine(title: string, out: NodeJS.WriteStream) {
  const startedAt = performance.now();
  let shownAt = -everyMs;
  return {
    show(words: string[]) {
      const now = performance.now();
      if (!out.isTTY && now - shownAt < everyMs) return;
      shownAt = now;
      const line = [`${Math.round((now - startedAt) / 1000)} s`.padStart(5), title, ...words].join('  ');
      out.write(out.isTTY ? `\r\u001b[K${line}` : `${line}\n`);
    },
    end() {
      if (out.isTTY) out.write('\r\u001b[K');
    },
  };
}
