import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { demoKeyPrefix } from '../server/config.ts';

const demoSecretsSchema = z.object({
  /** For ENCRYPTION_KEYS. */
  encryptionKeys: z.string(),
  /** The stand-in's platform app. */
  platformToken: z.string(),
  /** Signs the demo shop's cookies. */
  shopSecret: z.string(),
});
export type DemoSecrets = z.infer<typeof demoSecretsSchema>;

/** The demo's own secrets: made on the first start, kept beside its data, refused in production. */
export function demoSecrets(file: string): DemoSecrets {
  if (existsSync(file)) return demoSecretsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const secrets: DemoSecrets = {
    // An id of its own: another demo's secrets must be told apart from ones that were changed.
    encryptionKeys: `${demoKeyPrefix}-${randomBytes(4).toString('hex')}:${randomBytes(32).toString('base64')}`,
    platformToken: randomBytes(24).toString('base64url'),
    shopSecret: randomBytes(32).toString('base64url'),
  };
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  return secrets;
}
