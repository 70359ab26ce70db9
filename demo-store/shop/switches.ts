import { z } from 'zod';
import { type Fault, faultSchema, faultStateSchema } from '../faults/faults.ts';

const timeoutMs = 500;
/** Nobody draws a page meanwhile. */
const writeTimeoutMs = 30_000;

/** `unreachable`: the fault proxy itself does not answer, so nothing is known and nothing can be switched. */
export interface SwitchState {
  chatwoot: Fault | 'unreachable';
  server: Fault | 'unreachable';
  strictCsp: boolean;
}

/** Body of `PUT /qa/state`; what is left out stays as it is. */
export const switchChangeSchema = z.strictObject({
  chatwoot: faultSchema.optional(),
  server: faultSchema.optional(),
  strictCsp: z.boolean().optional(),
  slowMs: z.int().min(0).max(600_000).optional().describe('How long `slow` takes.'),
});
export type SwitchChange = z.infer<typeof switchChangeSchema>;

export const allWell: SwitchChange = { chatwoot: 'none', server: 'none', strictCsp: false };

export interface Switches {
  isCspStrict(): boolean;
  read(): Promise<SwitchState>;
  /** @throws Error when a fault proxy does not take the change */
  write(change: SwitchChange): Promise<void>;
}

/** @param controls base addresses of the two fault proxies */
export function createSwitches(controls: { chatwoot: string; server: string }): Switches {
  // Kept in memory: the proxies forget their faults at a restart too, so everything starts well together.
  let isStrict = false;
  return {
    isCspStrict: () => isStrict,
    async read() {
      const [chatwoot, server] = await Promise.all([readFault(controls.chatwoot), readFault(controls.server)]);
      return { chatwoot, server, strictCsp: isStrict };
    },
    async write({ chatwoot, server, strictCsp, slowMs }) {
      if (chatwoot) await writeFault(controls.chatwoot, chatwoot, slowMs);
      if (server) await writeFault(controls.server, server, slowMs);
      isStrict = strictCsp ?? isStrict;
    },
  };
}

async function readFault(base: string): Promise<Fault | 'unreachable'> {
  try {
    const answer = await fetch(new URL('/__faults', base), { signal: AbortSignal.timeout(timeoutMs) });
    return faultStateSchema.parse(await answer.json()).fault;
  } catch {
    // A shop page is drawn whether or not the demo's own machinery answers.
    return 'unreachable';
  }
}

async function writeFault(base: string, fault: Fault, slowMs: number | undefined): Promise<void> {
  const answer = await fetch(new URL('/__faults', base), {
    method: 'PUT',
    body: JSON.stringify({ fault, slowMs }),
    signal: AbortSignal.timeout(writeTimeoutMs),
  });
  if (!answer.ok) throw new Error(`The fault proxy at ${base} answered ${answer.status}.`);
}
