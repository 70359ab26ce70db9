import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto';
import { type Stage, shopOrigin, storeKey } from './stage.ts';

/** One route of ours against its bare self. */
export interface Contest {
  title: string;
  against: 'node:http' | 'Hono';
  /** Of the bare one. */
  port: number;
  /** The next request, whole: both get the same kind. */
  request: () => string;
}

/** The least that counts: requests per second of ours by those of the bare one. */
export const targetRatio = 0.5;

const callers = 5000;
const store = `/v1/stores/${storeKey}`;

export function contestsOn({ node, hono, apiKey, proofKey }: Stage): Contest[] {
  const nextAddress = createAddresses();
  const ask = (method: string, path: string, headers: Record<string, string>, body = '') => {
    const own = body ? { 'content-type': 'application/json', 'content-length': `${Buffer.byteLength(body)}` } : {};
    const all = { host: 'chat.example', 'user-agent': browser, 'x-forwarded-for': nextAddress(), ...own, ...headers };
    const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
    return `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`;
  };
  const compressed = { 'accept-encoding': 'gzip, deflate, br' };
  const fromShop = { origin: shopOrigin, ...compressed };
  const press = (proof: object = {}) => JSON.stringify({ requestId: randomUUID(), ...proof });
  return [
    {
      title: `GET /w/{key}.js`,
      against: 'node:http',
      port: node,
      request: () => ask('GET', `/w/${storeKey}.js`, compressed),
    },
    {
      title: 'GET …/settings',
      against: 'Hono',
      port: hono,
      request: () => ask('GET', `${store}/settings`, compressed),
    },
    {
      title: 'POST …/chat-sessions',
      against: 'Hono',
      port: hono,
      request: () => ask('POST', `${store}/chat-sessions`, fromShop, press()),
    },
    {
      title: 'POST …/chat-sessions with a proof',
      against: 'Hono',
      port: hono,
      request: () => ask('POST', `${store}/chat-sessions`, fromShop, press(prove(proofKey))),
    },
    {
      title: 'POST …/identity/proofs',
      against: 'Hono',
      port: hono,
      request: () => {
        const body = JSON.stringify({ customerId: nextCustomer(), challenge: challengeOf(randomUUID()) });
        return ask('POST', `${store}/identity/proofs`, { authorization: `Bearer ${apiKey}` }, body);
      },
    },
  ];
}

const browser = 'Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';

/** Limits stay on and count addresses: the load comes from as many callers as a busy shop has. */
function createAddresses(): () => string {
  let asked = 0;
  return () => {
    const caller = asked++ % callers;
    return `10.1.${caller >> 8}.${caller & 255}`;
  };
}

const nextCustomer = () => `customer-${Math.floor(Math.random() * callers)}`;
const challengeOf = (verifier: string) => createHash('sha256').update(verifier).digest('base64url');
const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** As a shop's backend makes it. */
function prove(key: string): { jwt: string; verifier: string } {
  const verifier = randomBytes(32).toString('base64url');
  const claims = {
    sub: nextCustomer(),
    aud: storeKey,
    jti: randomUUID(),
    exp: Math.floor(Date.now() / 1000) + 240,
    challenge: challengeOf(verifier),
  };
  const signed = `${encode({ alg: 'HS256' })}.${encode(claims)}`;
  return { jwt: `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`, verifier };
}
