import { randomBytes } from 'node:crypto';
import { type Answer, type Ask, isAnswer, textOf } from '../ask.ts';
import type { Examination, PageCheck } from '../examination.ts';
import { ok, type PageFinding, problem } from '../finding.ts';
import { resolveAddress } from '../resolve-address.ts';

/** No page of any shop has this origin. */
const stranger = 'https://doctor.invalid';

/** Whether the address that names signed-in customers keeps them to itself, asked by somebody without cookies. */
export const checkProofAddress: PageCheck = async ({ ask, page, content }: Examination) => {
  const named = content.scripts.find(({ place, attributes }) => place === 'page' && attributes['data-proof']);
  const written = named?.attributes['data-proof'];
  if (!written) return [];
  const address = resolveAddress(written, page.url);
  if (!address) return [place('is no address')];
  if (page.url.protocol === 'https:' && address.protocol === 'http:') return [place('is http on an https page')];
  if (address.origin !== page.url.origin) return [place(`is at ${address.origin}, where the shop's cookies do not go`)];
  return await askProof(ask, address);
};

async function askProof(ask: Ask, address: URL): Promise<PageFinding[]> {
  address.searchParams.set('challenge', randomBytes(32).toString('base64url'));
  const answer = await ask(address, { headers: { origin: stranger } });
  if (!isAnswer(answer)) return [silent(answer.silence)];
  const findings = [...open(answer), ...kept(answer), ...shared(answer)];
  const isFine = findings.length === 0;
  return isFine
    ? [ok('proof', `${address.pathname} names nobody to a stranger (${answer.status}), and is not kept.`)]
    : findings;
}

function open(answer: Answer): PageFinding[] {
  const { status } = answer;
  if ([204, 401, 403].includes(status)) return [];
  if (hasProof(answer))
    return [
      problem(
        'proof-open',
        'The address in data-proof gives a proof to somebody without cookies: anybody is taken for that customer.',
        'Sign only for the customer of the session that the request’s own cookie names; answer 204 otherwise.',
      ),
    ];
  return [silent(`it answers ${status} to somebody who is not signed in`)];
}

function hasProof(answer: Answer): boolean {
  return answer.status === 200 && /eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{16,}/.test(textOf(answer));
}

function kept(answer: Answer): PageFinding[] {
  const isForbidden = /\bno-store\b/i.test(answer.headers.get('cache-control') ?? '');
  // Any other answer says nothing of anybody.
  if (isForbidden || (answer.status !== 204 && !hasProof(answer))) return [];
  return [
    problem(
      'proof-kept',
      'Caches may keep what the address in data-proof answers, and give one customer’s proof to another.',
      'Send `Cache-Control: no-store` with every answer of it.',
    ),
  ];
}

function shared({ headers }: Answer): PageFinding[] {
  const allowed = headers.get('access-control-allow-origin');
  if (allowed !== '*' && allowed !== stranger) return [];
  return [
    problem(
      'proof-shared',
      'Pages of other sites may read what the address in data-proof answers.',
      'Send no access-control-allow-origin there: the widget asks from the shop’s own pages.',
    ),
  ];
}

function place(how: string): PageFinding {
  return problem(
    'proof-place',
    `The address in data-proof ${how}.`,
    'Name an address of the shop itself, such as data-proof="/chat-proof".',
  );
}

function silent(why: string): PageFinding {
  return problem(
    'proof-silent',
    `The address in data-proof does not answer as it should: ${why}. Signed-in customers stay anonymous.`,
    'It should answer 204 to whoever is not signed in, without a redirect, and 200 with the JWT to whoever is.',
  );
}
