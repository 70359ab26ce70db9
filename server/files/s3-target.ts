import type { S3Target } from './s3-bucket.ts';

/**
 * Reads `s3://KEY:SECRET@HOST/BUCKET/FOLDER?region=eu-central-1`. The folder may be left out, the region is `us-east-1`
 * then; `&tls=off` is for a storage in the same private network that speaks plain HTTP. What a URL gives a meaning of
 * its own in the secret (`/`, `+`, `@`) stands there encoded.
 * @returns null for what does not look so.
 */
export function readS3Target(value: string): S3Target | null {
  if (!URL.canParse(value)) return null;
  const { protocol, username, password, host, pathname, searchParams } = new URL(value);
  const known = [...searchParams.keys()].every((name) => name === 'region' || name === 'tls');
  const tls = searchParams.get('tls') ?? 'on';
  const path = pathname.replace(/\/+$/, '');
  const isComplete = protocol === 's3:' && username && password && host && /^\/[^/]/.test(path);
  if (!isComplete || !known || !['on', 'off'].includes(tls)) return null;
  try {
    return {
      url: `${tls === 'on' ? 'https' : 'http'}://${host}${path}`,
      region: searchParams.get('region') ?? 'us-east-1',
      accessKeyId: decodeURIComponent(username),
      secretAccessKey: decodeURIComponent(password),
    };
  } catch {
    return null; // a lone % in a credential
  }
}
