import { createHash } from 'node:crypto';
import { AwsClient } from 'aws4fetch';

/** A bucket of S3 or of what speaks like it (MinIO, R2, Garage …), and the credentials for it. */
export interface S3Target {
  /** `https://s3.eu-central-1.amazonaws.com/shop-files`, with a folder behind it perhaps; no slash at its end. */
  url: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
}

export interface S3Bucket {
  put(key: string, bytes: Uint8Array, type: string): Promise<void>;
  /** Null when there is nothing under this key. */
  get(key: string): Promise<Uint8Array | null>;
  remove(key: string): Promise<void>;
}

/** For 25 MB over a slow line. */
const timeoutMs = 60_000;

/** What S3 said no to, or that it said nothing. Its message holds neither credentials nor the file's key. */
class S3Error extends Error {
  override name = 'S3Error';
}

/** The three calls that we need, addressed by path, which every such storage understands. Bodies are signed too. */
export function createS3Bucket({ url, region, accessKeyId, secretAccessKey }: S3Target): S3Bucket {
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3' });

  async function call(method: 'PUT' | 'GET' | 'DELETE', key: string, body?: Uint8Array<ArrayBuffer>, type?: string) {
    const headers = {
      'x-amz-content-sha256': createHash('sha256')
        .update(body ?? '')
        .digest('hex'),
      ...(type && { 'content-type': type }),
    };
    const signed = await client.sign(`${url}/${key}`, { method, headers, ...(body && { body }) });
    const answer = await fetch(signed, { signal: AbortSignal.timeout(timeoutMs), redirect: 'manual' }).catch(
      (error) => {
        throw new S3Error(`S3, ${method}: no answer`, { cause: error });
      },
    );
    if (answer.ok || (answer.status === 404 && method !== 'PUT')) return answer;
    await answer.body?.cancel();
    throw new S3Error(`S3, ${method}: HTTP ${answer.status}`);
  }

  return {
    put: async (key, bytes, type) => {
      const answer = await call('PUT', key, new Uint8Array(bytes), type);
      await answer.body?.cancel();
    },
    get: async (key) => {
      const answer = await call('GET', key);
      if (answer.ok) return new Uint8Array(await answer.arrayBuffer());
      await answer.body?.cancel();
      return null;
    },
    remove: async (key) => {
      const answer = await call('DELETE', key);
      await answer.body?.cancel();
    },
  };
}
