const idleMs = 3_000;

/** Says once that somebody types, and once that they stopped: after three seconds, or when told. */
export function typingReporter(report: (status: 'on' | 'off') => Promise<unknown>) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  // Before there is a conversation this is a 404, which nobody needs to hear of.
  const tell = (status: 'on' | 'off') => void report(status).catch(() => {});
  const stop = () => {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    tell('off');
  };
  const type = () => {
    if (timer === undefined) tell('on');
    clearTimeout(timer);
    timer = setTimeout(stop, idleMs);
  };
  return { type, stop };
}
