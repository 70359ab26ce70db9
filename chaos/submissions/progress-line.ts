import type { Progress } from './run.ts';

const everyMs = 5000;

/** How far a run is: one line that changes on a terminal, a line now and then elsewhere. */
export function createProgressLine(title: string, out: NodeJS.WriteStream) {
  const startedAt = performance.now();
  let shownAt = -everyMs;
  return {
    show({ phase, taken, arrived, of, tally }: Progress) {
      const now = performance.now();
      if (!out.isTTY && now - shownAt < everyMs) return;
      shownAt = now;
      const words = [
        `${Math.round((now - startedAt) / 1000)} s`.padStart(5),
        title,
        phase,
        `${taken}/${of} taken`,
        ...(arrived === undefined ? [] : [`${arrived} at Chatwoot`]),
        `${tally.of('our server: kill -9')} kills`,
      ];
      out.write(out.isTTY ? `\r\u001b[K${words.join('  ')}` : `${words.join('  ')}\n`);
    },
    end() {
      if (out.isTTY) out.write('\r\u001b[K');
    },
  };
}
