/** Waits for Ctrl-C or SIGTERM, then stops in good order. A second Ctrl-C ends the process at once. */
export async function untilStopped(running: { stop(): Promise<void> }): Promise<void> {
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  await running.stop();
}
