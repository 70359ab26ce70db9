import { allowsScript, type ContentPolicy, hasNonces } from '../csp-allows.ts';
import type { Examination, Standing } from '../examination.ts';
import { findTags } from '../find-tags.ts';
import { type PageFinding, problem } from '../finding.ts';
import { readPage } from '../read-page.ts';

/**
 * Whether the tag's nonce is of this answer alone. One that two answers share came from a cache, and one that is not the
 * header's came with another answer.
 */
export function checkNonce(
  { page, again }: Examination,
  { loader }: Standing,
  policies: readonly { policy: ContentPolicy }[],
): PageFinding | undefined {
  const nonce = loader?.script.attributes.nonce;
  if (!loader || !nonce) return undefined;
  const request = { url: loader.address, nonce, isParserInserted: true };
  if (policies.some(({ policy }) => hasNonces(policy) && !allowsScript(policy, request, page.url)))
    return wrong('The tag’s nonce is not the one of the page’s policy, so browsers block it: a cache keeps the page.');
  const later = 'html' in again ? findTags(readPage(again.html).scripts, again.url) : [];
  const same = later.find(({ address }) => address.href === loader.address.href);
  if (same?.script.attributes.nonce !== nonce) return undefined;
  return wrong(
    'The tag’s nonce was the same in two answers: anybody can know it, and a fresh policy will not have it.',
  );
}

function wrong(message: string): PageFinding {
  const advice =
    'Make a nonce for each response, and let no cache keep the page; or go by hosts: `storefront-chat csp {store} --hosts`.';
  return problem('policy-nonce', message, advice);
}
