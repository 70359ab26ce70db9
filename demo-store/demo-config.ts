import { join } from 'node:path';
import { z } from 'zod';
import { ConfigError } from '../server/config.ts';

const port = z.coerce.number().int().min(0).max(65535);

const variables = {
  SHOP_PORT: port.default(4000),
  PORT: port.default(4001),
  CHATWOOT_PORT: port.default(4002),
  MAILS_PORT: port.default(4004),
  DATA_DIR: z.string().min(1).default('.data'),
  CHATWOOT_URL: z.url({ protocol: /^https?$/ }).optional(),
  CHATWOOT_PLATFORM_TOKEN: z.string().min(1).optional(),
};

const expectations: Record<keyof typeof variables, string> = {
  SHOP_PORT: 'a port from 0 to 65535',
  PORT: 'a port from 0 to 65535',
  CHATWOOT_PORT: 'a port from 0 to 65535',
  MAILS_PORT: 'a port from 0 to 65535',
  DATA_DIR: 'a folder',
  CHATWOOT_URL: 'the http(s) address of a Chatwoot 4.14 to use instead of the stand-in',
  CHATWOOT_PLATFORM_TOKEN: 'the token of a platform app of that Chatwoot',
};

export interface DemoConfig {
  ports: { shop: number; server: number; chatwoot: number };
  /** The demo's own folder; `--reset` empties it. */
  dataDir: string;
  /** A real Chatwoot; null: the stand-in. */
  chatwoot: { url: string; platformToken: string } | null;
  /** Environment of our server that says where it stores, if that is not where the process's own does. */
  databaseEnv?: Record<string, string>;
  /** Port of the page that shows the demo's mails. */
  mailsPort: number;
  /** Where mail goes; null: as the environment says, which may be nowhere. */
  smtpUrl: string | null;
}

/** @throws ConfigError that names each wrong variable and what it should be. */
export function readDemoConfig(env: NodeJS.ProcessEnv): DemoConfig {
  const parsed = z.object(variables).safeParse(env);
  if (!parsed.success) {
    const names = new Set(parsed.error.issues.map(({ path }) => String(path[0]) as keyof typeof variables));
    throw new ConfigError([...names].map((name) => `${name} should be ${expectations[name]}.`).join('\n'));
  }
  const { CHATWOOT_URL: url, CHATWOOT_PLATFORM_TOKEN: platformToken, ...values } = parsed.data;
  if ((url === undefined) !== (platformToken === undefined)) {
    throw new ConfigError(
      'CHATWOOT_URL and CHATWOOT_PLATFORM_TOKEN go together: set both, or neither for the stand-in.',
    );
  }
  return {
    ports: { shop: values.SHOP_PORT, server: values.PORT, chatwoot: values.CHATWOOT_PORT },
    // Ids of one Chatwoot mean nothing on another, so each has data of its own.
    dataDir: join(values.DATA_DIR, url ? `demo-${new URL(url).host.replace(':', '-')}` : 'demo'),
    chatwoot: url && platformToken ? { url, platformToken } : null,
    mailsPort: values.MAILS_PORT,
    smtpUrl: null,
  };
}
