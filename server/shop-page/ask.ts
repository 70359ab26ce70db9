export interface Answer {
  url: URL;
  status: number;
  headers: Headers;
  /** At most `maxBytes` of it, unpacked. */
  body: Uint8Array;
  /** There was more than that. */
  isCut: boolean;
}

/** Nothing came; the reason is for people, and names no address. */
export interface Silence {
  silence: string;
}

interface AskOptions {
  method?: 'GET' | 'OPTIONS';
  headers?: Record<string, string>;
  timeoutMs?: number;
  maxBytes?: number;
}

/** One request without cookies; a redirect is an answer. Never throws. */
export type Ask = (url: URL, options?: AskOptions) => Promise<Answer | Silence>;

const defaultTimeoutMs = 4_000;
const defaultMaxBytes = 1024 * 1024;

/** Not a browser, and it does not pretend to be one: an owner finds it in the shop's log. */
const userAgent = 'Mozilla/5.0 (compatible; storefront-chat-doctor)';

/** @param deadline when all of it is to end, whatever each request may take for itself */
export function createAsk(deadline: AbortSignal): Ask {
  return async (
    url,
    { method = 'GET', headers = {}, timeoutMs = defaultTimeoutMs, maxBytes = defaultMaxBytes } = {},
  ) => {
    const signal = AbortSignal.any([deadline, AbortSignal.timeout(timeoutMs)]);
    try {
      const answer = await fetch(url, {
        method,
        headers: { 'user-agent': userAgent, ...headers },
        redirect: 'manual',
        signal,
      });
      const { status } = answer;
      return { url, status, headers: answer.headers, ...(await readUpTo(answer, maxBytes)) };
    } catch (failure) {
      return { silence: signal.aborted ? 'no answer in time' : reasonOf(failure) };
    }
  };
}

export function isAnswer(asked: Answer | Silence): asked is Answer {
  return 'status' in asked;
}

export function textOf({ body }: Answer): string {
  return new TextDecoder().decode(body);
}

async function readUpTo(answer: Response, maxBytes: number): Promise<Pick<Answer, 'body' | 'isCut'>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answer.body ?? []) {
    chunks.push(chunk);
    size += chunk.length;
    // Leaving the loop cancels the rest.
    if (size > maxBytes) break;
  }
  return { body: Buffer.concat(chunks).subarray(0, maxBytes), isCut: size > maxBytes };
}

const reasons: Record<string, string> = {
  ENOTFOUND: 'its name is not known (DNS)',
  EAI_AGAIN: 'its name could not be looked up (DNS)',
  ECONNREFUSED: 'nobody listens there',
  ECONNRESET: 'the connection was cut',
  UND_ERR_SOCKET: 'the connection was cut',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed, which browsers refuse',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is self-signed, which browsers refuse',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate comes without the one that vouches for it',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
};

function reasonOf(failure: unknown): string {
  const { cause } = failure as { cause?: { code?: unknown; errors?: { code?: unknown }[] } };
  // Several addresses of one name: all have failed.
  const code = String(cause?.code ?? cause?.errors?.[0]?.code ?? 'no answer');
  return reasons[code] ?? code;
}
