export interface Progress {
  /** @param label what has just been done. */
  step(label: string): void;
  end(): void;
}

const barWidth = 30;

/** A bar on a terminal, plain lines elsewhere. */
export function createProgress(total: number, out: NodeJS.WriteStream): Progress {
  let done = 0;
  const startedAt = performance.now();
  return {
    step(label) {
      done++;
      const leftMinutes = (((performance.now() - startedAt) / done) * (total - done)) / 60_000;
      const left = leftMinutes < 1 ? 'under a minute left' : `about ${Math.round(leftMinutes)} min left`;
      if (!out.isTTY) return void out.write(`${done}/${total}  ${label}  (${left})\n`);
      const filled = Math.round((done / total) * barWidth);
      const bar = '█'.repeat(filled) + '░'.repeat(barWidth - filled);
      out.write(`\r\u001b[K${bar} ${done}/${total}  ${left}  ${label}`);
    },
    end() {
      if (out.isTTY) out.write('\r\u001b[K');
    },
  };
}
