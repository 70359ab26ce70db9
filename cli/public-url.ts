import { ConfigError } from '../server/config.ts';
import { httpUrl } from '../server/environment.ts';

/**
 * Where browsers reach the server, without a slash at the end, and without a sign that means something in a template.
 * @throws ConfigError naming PUBLIC_URL
 */
export function requirePublicUrl(env: NodeJS.ProcessEnv): string {
  const { success, data } = httpUrl.safeParse(env.PUBLIC_URL);
  if (!success) throw new ConfigError('PUBLIC_URL should be the address at which browsers reach this server.');
  const { origin, pathname } = new URL(data);
  return origin + pathname.replace(/\/+$/, '').replaceAll("'", '%27');
}
