import type { Examination, PageCheck } from '../examination.ts';
import { problem } from '../finding.ts';

/** Chatwoot's own snippet asks for its script by this address. */
const ofSnippet = /\/packs\/js\/sdk\.js/;

/** A page has room for one chat, and ours stays away from the other. */
export const checkSecondChatwoot: PageCheck = ({ content, standing }: Examination) => {
  const found = content.scripts.find(
    ({ place, attributes, text }) =>
      place === 'page' &&
      (ofSnippet.test(attributes.src ?? '') || (ofSnippet.test(text) && /chatwootSDK|BASE_URL/.test(text))),
  );
  if (!found || !standing) return [];
  return [
    problem(
      'second-chatwoot',
      `Chatwoot's own snippet is on this page, too (line ${found.line}).`,
      'Take it out of the theme: a page has room for one chat.',
    ),
  ];
};
