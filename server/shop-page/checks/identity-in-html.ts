import { cacheability } from '../cacheability.ts';
import type { Examination, PageCheck } from '../examination.ts';
import { ok, type PageFinding, problem } from '../finding.ts';
import { mailAddress } from '../mail-address.ts';
import { isTokenFor } from '../token.ts';

interface Leak {
  what: string;
  line: number;
}

/** Whether the page says who somebody is, to a stranger without cookies. What it says is never repeated. */
export const checkIdentityInHtml: PageCheck = (examination: Examination) => {
  const leaks = [...tokens(examination), ...hashes(examination), ...calls(examination), ...attributes(examination)];
  if (leaks.length === 0) return [ok('identity', 'Nothing in the page says who somebody is.')];
  return leaks.map((leak) => leakFinding(leak, examination));
};

function leakFinding({ what, line }: Leak, { page, again }: Examination): PageFinding {
  const states = [page, again].flatMap((one) => ('headers' in one ? [cacheability(one.headers)] : []));
  const state = states.includes('kept') ? 'kept' : cacheability(page.headers);
  const consequence = {
    kept: 'and the page comes from a cache: everybody gets it, and can be taken for that person.',
    keepable: 'and nothing keeps a cache from storing the page for others.',
    private: 'and the page gives it to whoever asks, without cookies.',
  }[state];
  return problem(
    'identity-leak',
    `${what} stands in the page (line ${line}), ${consequence}`,
    'Take it out. Name an address instead, which the widget asks when a shopper wants chat: data-proof="/chat-proof" (docs/identity.md). If it was real, rotate the key: `storefront-chat identity rotate`.',
    { facts: { line, cache: state } },
  );
}

function tokens({ page: { html }, standing }: Examination): Leak[] {
  const found = html.matchAll(/eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{16,}/g);
  const ours = [...found].filter(([token]) => isTokenFor(token, standing?.storeKey));
  return ours.slice(0, 1).map(({ index }) => ({ what: 'A proof of identity (JWT)', line: lineOf(html, index) }));
}

function hashes({ page: { html } }: Examination): Leak[] {
  const found = /identifier_?hash["']?\s*[:=]\s*["'][0-9a-f]{64}["']/i.exec(html);
  return found ? [{ what: 'A signed identifier_hash, which never expires,', line: lineOf(html, found.index) }] : [];
}

/** Others have calls of these names, too. */
const ourCall = /(?:StorefrontChat|chatwoot)\b[^;]{0,80}?\b(?:setUser|identify)['"]?\s*[(,]([^;]{0,600})/i;

/** Calls that say who the customer is with what they say it of: an address, or a text where a function belongs. */
function calls({ content }: Examination): Leak[] {
  return content.scripts
    .filter(({ place }) => place === 'page')
    .flatMap(({ text, line }) => {
      const [, given = ''] = ourCall.exec(text) ?? [];
      const isSaid = mailAddress.test(given) || /^\s*['"][^'"]{3,}['"]/.test(given);
      return isSaid ? [{ what: 'A customer’s identity, in a call of identify or setUser,', line }] : [];
    })
    .slice(0, 1);
}

/** What describes a person on an element of ours; `data-proof` is an address. */
const personal = /^data-(customer|user|email|e-mail|phone|first-?name|last-?name|jwt|token|identifier)/;

function attributes({ content, standing }: Examination): Leak[] {
  const ours = content.scripts.filter(
    (script) => script === standing?.loader?.script || script.attributes['data-storefront-chat'] !== undefined,
  );
  const leaking = ours.find(({ attributes: given }) =>
    Object.entries(given).some(
      ([name, value]) =>
        name.startsWith('data-') && ((personal.test(name) && value.trim() !== '') || mailAddress.test(value)),
    ),
  );
  return leaking ? [{ what: 'A customer’s data, on our own element,', line: leaking.line }] : [];
}

function lineOf(html: string, index: number): number {
  return html.slice(0, index).split('\n').length;
}
