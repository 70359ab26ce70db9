import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startS3Server } from '../testing/s3-server.ts';
import { photograph } from '../testing/sample-files.ts';
import { createS3Bucket } from './s3-bucket.ts';
import { readS3Target } from './s3-target.ts';

const credentials = { region: 'eu-central-1', accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'se/cr+et@key%' };
let s3: Awaited<ReturnType<typeof startS3Server>>;

beforeAll(async () => {
  s3 = await startS3Server(credentials);
});
afterEach(() => {
  s3.answerWith(0);
  s3.objects.clear();
});
afterAll(() => s3.stop());

function addressWith(secret: string) {
  return `s3://AKIAEXAMPLE:${encodeURIComponent(secret)}@${s3.host}/shop-files/chat?region=eu-central-1&tls=off`;
}

function bucketOf(address: string) {
  const target = readS3Target(address);
  if (!target) throw new Error('The address was not understood.');
  return createS3Bucket(target);
}

describe('a bucket that speaks S3', () => {
  it('keeps a file whole under a signature that it accepts, and forgets it', async () => {
    const bucket = bucketOf(addressWith(credentials.secretAccessKey));
    const photo = photograph(300_000);
    await bucket.put('store/file', photo, 'image/jpeg');
    expect([...s3.objects.keys()]).toEqual(['/shop-files/chat/store/file']);
    expect(s3.objects.get('/shop-files/chat/store/file')?.type).toBe('image/jpeg');
    expect(Buffer.from((await bucket.get('store/file')) ?? []).equals(photo)).toBe(true);
    await bucket.remove('store/file');
    expect(await bucket.get('store/file')).toBeNull();
    await bucket.remove('store/file');
    expect(s3.refused).toEqual([]);
  });

  it('refuses another secret, and the error names neither secret nor file', async () => {
    const bucket = bucketOf(addressWith('another-secret'));
    const error = await bucket.put('store/file', photograph(100), 'image/jpeg').catch((cause: unknown) => cause);
    expect(String(error)).toBe('S3Error: S3, PUT: HTTP 403');
    expect(s3.refused.splice(0)).toEqual(['another signature']);
  });

  it('that fails is no reason to take a file for gone', async () => {
    const bucket = bucketOf(addressWith(credentials.secretAccessKey));
    s3.answerWith(503);
    await expect(bucket.get('store/file')).rejects.toThrow('HTTP 503');
    await expect(bucket.remove('store/file')).rejects.toThrow('HTTP 503');
    s3.answerWith(404);
    await expect(bucket.put('store/file', photograph(100), 'image/jpeg')).rejects.toThrow('HTTP 404');
  });
});

describe('the address of a bucket', () => {
  it('is TLS and us-east-1 unless it says otherwise', () => {
    expect(readS3Target('s3://key:secret@s3.example.com/files/')).toEqual({
      url: 'https://s3.example.com/files',
      region: 'us-east-1',
      accessKeyId: 'key',
      secretAccessKey: 'secret',
    });
  });

  it.each([
    's3://s3.example.com/files',
    's3://key@s3.example.com/files',
    's3://key:secret@s3.example.com',
    's3://key:secret@s3.example.com/',
    's3://key:se%cret@s3.example.com/files',
    's3://key:secret@s3.example.com/files?tls=maybe',
    's3://key:secret@s3.example.com/files?regoin=eu',
    'https://key:secret@s3.example.com/files',
    'files',
  ])('is not %s', (address) => {
    expect(readS3Target(address)).toBeNull();
  });
});
