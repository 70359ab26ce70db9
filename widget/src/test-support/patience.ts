import { vi } from 'vitest';

/** Milliseconds that a test waits for what must come; Vitest's own second is short for a machine with other work. */
const patience = 10_000;

const { waitFor } = vi;
vi.waitFor = (callback, options = patience) => waitFor(callback, options);

// A browser that runs other tests beside this one is never idle.
if ('requestIdleCallback' in globalThis) globalThis.requestIdleCallback = (run) => Number(setTimeout(run));
