/** A fault proxy as a process of its own, set by its environment; `npm start` runs two of them inside one process. */
import { z } from 'zod';
import { startFaultProxy } from './start-fault-proxy.ts';

const environmentSchema = z.object({
  FAULT_PROXY_NAME: z.enum(['chatwoot', 'server']),
  FAULT_PROXY_PORT: z.coerce.number().int().min(0).max(65535),
  FAULT_PROXY_HOST: z.string().min(1).default('127.0.0.1'),
  FAULT_PROXY_TARGET: z.url({ protocol: /^https?$/ }),
});

async function main() {
  const parsed = environmentSchema.safeParse(process.env);
  if (!parsed.success) throw new Error(`The environment is not complete:\n${z.prettifyError(parsed.error)}`);
  const { FAULT_PROXY_NAME: name, FAULT_PROXY_TARGET: target, FAULT_PROXY_HOST: host } = parsed.data;
  const proxy = await startFaultProxy({
    name,
    host,
    target,
    port: parsed.data.FAULT_PROXY_PORT,
    portVariable: 'FAULT_PROXY_PORT',
  });
  console.log(`Fault proxy for ${name}: ${proxy.url} -> ${target}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void proxy.stop());
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
