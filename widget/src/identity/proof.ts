import { base64url } from '../browser/base64url.ts';
import type { Prove } from '../loader/public-api.ts';

/** The shop's word for who is signed in, good for one request of this page. */
export interface Proof {
  jwt: string;
  /** Only this page knows it; its SHA-256 is the challenge in the JWT, so that a JWT alone is worth nothing. */
  verifier: string;
}

export type TakeProof = () => Promise<Proof | undefined>;

/** The session must not wait long for a shop that is slow. */
const patienceMs = 1000;
/** The shop's JWT lives for five minutes at most. */
const freshMs = 240_000;

/** Asks the shop for a proof. Rejects with whatever `prove` does, or when this page cannot make a challenge. */
export async function askForProof(prove: Prove): Promise<Proof> {
  const verifier = base64url(crypto.getRandomValues(new Uint8Array(32)));
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  return { jwt: await prove(base64url(new Uint8Array(digest))), verifier };
}

/** Each proof is handed out once, for our server takes none twice. @param first has been asked for just now */
export function createProofs(prove: Prove, first: Proof): TakeProof {
  let unused: Proof | undefined = first;
  const until = Date.now() + freshMs;
  return () => {
    const proof = Date.now() < until ? unused : undefined;
    unused = undefined;
    if (proof) return Promise.resolve(proof);
    return withPatience(
      askForProof(prove).catch(() => undefined),
      patienceMs,
    );
  };
}

/** What a promise gives, or nothing when it takes longer. */
export function withPatience<T>(promise: Promise<T>, ms: number): Promise<T | undefined> {
  return Promise.race([promise, new Promise<undefined>((resolve) => setTimeout(resolve, ms))]);
}

/** Who the JWT is about; read to notice a change of person, never believed: our server checks it. */
export function subjectOf(jwt: unknown): string | undefined {
  try {
    const payload = `${jwt}`.split('.')[1] ?? '';
    const bytes = Uint8Array.from(atob(payload.replace(/-/g, '+').replace(/_/g, '/')), (char) => char.charCodeAt(0));
    const { sub } = JSON.parse(new TextDecoder().decode(bytes));
    return typeof sub === 'string' && sub ? sub : undefined;
  } catch {
    return undefined;
  }
}
