/** The Chatwoot stand-in as a process of its own; everything it needs comes from the environment. */
import { fileURLToPath } from 'node:url';
import { startChatwoot } from './start-chatwoot.ts';

const { env } = process;

async function main() {
  const port = portOf(env.CHATWOOT_PORT ?? '4002');
  const chatwoot = await startChatwoot({
    port,
    publicUrl: env.CHATWOOT_PUBLIC_URL ?? `http://127.0.0.1:${port}`,
    platformToken: required('CHATWOOT_PLATFORM_TOKEN', 'any secret text; provisioning uses the same'),
    ...(env.DATA_DIR ? { dataFile: `${env.DATA_DIR}/chatwoot.json` } : {}),
    browserFiles: env.CHATWOOT_BROWSER_FILES ?? builtFiles(),
    throttle: env.CHATWOOT_THROTTLE === '1',
    privateWebhookHosts: env.CHATWOOT_PRIVATE_WEBHOOKS === '1' ? 'all' : [],
  });
  console.log(`Chatwoot stand-in on ${chatwoot.url}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void chatwoot.stop().then(() => process.exit(0)));
  }
}

function portOf(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new Error(`CHATWOOT_PORT is "${text}": it should be a number from 0 to 65535.`);
}

function required(name: string, what: string): string {
  const value = env[name];
  if (value) return value;
  throw new Error(`${name} is not set: it should be ${what}.`);
}

/** `npm run build:browser` puts them there, whether this runs as TypeScript or compiled. */
function builtFiles(): string {
  const isCompiled = import.meta.url.endsWith('.js');
  return fileURLToPath(new URL(isCompiled ? '../../../browser/demo' : '../../dist/browser/demo', import.meta.url));
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
