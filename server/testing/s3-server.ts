import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Credentials {
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
}

/**
 * A storage that speaks as much of S3 as we use, and checks each signature by its own arithmetic: Signature Version 4 as
 * the AWS documents describe it, with node's crypto alone.
 */
export async function startS3Server(credentials: Credentials) {
  const objects = new Map<string, { bytes: Buffer; type: string }>();
  const state = { status: 0, refused: [] as string[] };

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const key = request.url ?? '';
    if (state.status) return response.writeHead(state.status).end('<Error/>');
    const problem = signatureProblem(credentials, request, body);
    if (problem) {
      state.refused.push(problem);
      return response.writeHead(403).end('<Error><Code>SignatureDoesNotMatch</Code></Error>');
    }
    if (request.method === 'PUT') {
      objects.set(key, { bytes: body, type: String(request.headers['content-type']) });
      return response.writeHead(200).end();
    }
    if (request.method === 'DELETE') {
      objects.delete(key);
      return response.writeHead(204).end();
    }
    const object = objects.get(key);
    if (!object) return response.writeHead(404).end('<Error><Code>NoSuchKey</Code></Error>');
    return response.writeHead(200, { 'content-type': object.type }).end(object.bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** What lies there, by path. */
    objects,
    /** Why requests were refused. */
    refused: state.refused,
    /** Answers everything with this; 0: as it should. */
    answerWith(status: number) {
      state.status = status;
    },
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

/** Null when the request is signed as it should be. */
function signatureProblem(credentials: Credentials, request: IncomingMessage, body: Buffer): string | null {
  const authorization =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
      request.headers.authorization ?? '',
    );
  if (!authorization) return 'no signature';
  const [, accessKeyId = '', day = '', region = '', signedHeaders = '', signature = ''] = authorization;
  const bodyHash = sha256(body);
  const at = String(request.headers['x-amz-date']);
  if (accessKeyId !== credentials.accessKeyId || region !== credentials.region) return 'another key or region';
  if (request.headers['x-amz-content-sha256'] !== bodyHash) return 'another body than was signed';
  if (!at.startsWith(day) || Math.abs(Date.now() - timeOf(at)) > 15 * 60_000) return 'another time';

  const names = signedHeaders.split(';');
  if (!names.includes('host') || !names.includes('x-amz-content-sha256')) return 'too little is signed';
  const url = new URL(request.url ?? '', 'http://any');
  const headers = names.map((name) => `${name}:${String(request.headers[name]).trim()}\n`).join('');
  const canonical = [request.method, url.pathname, '', headers, signedHeaders, bodyHash].join('\n');
  const scope = `${day}/${region}/s3/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', at, scope, sha256(canonical)].join('\n');
  const signingKey = [day, region, 's3', 'aws4_request'].reduce(
    hmac,
    Buffer.from(`AWS4${credentials.secretAccessKey}`),
  );
  const expected = hmac(signingKey, toSign);
  return timingSafeEqual(expected, Buffer.from(signature, 'hex')) ? null : 'another signature';
}

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest('hex');
const hmac = (key: Buffer, data: string): Buffer => createHmac('sha256', key).update(data).digest();

/** `20261121T140200Z` */
function timeOf(at: string): number {
  return Date.parse(at.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
}
