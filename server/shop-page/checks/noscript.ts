import { isAnswer } from '../ask.ts';
import type { Examination, PageCheck } from '../examination.ts';
import { note, ok, problem } from '../finding.ts';
import { resolveAddress } from '../resolve-address.ts';

/** Whether shoppers without scripts find our contact page. */
export const checkNoscript: PageCheck = async ({ ask, page, content, standing }: Examination) => {
  if (!standing) return [];
  const { server, storeKey } = standing;
  const link = content.noscriptLinks.find(({ href }) => href.includes('/contact/'));
  const written = `<noscript><a href="${server}/contact/${storeKey}">Contact</a></noscript>`;
  const address = resolveAddress(link?.href, page.url);
  if (!link || !address)
    return [note('noscript', 'Shoppers without scripts find no way to write.', `Put ${written} into <body>.`)];
  if (link.isInHead)
    return [
      note('noscript', 'The contact link for shoppers without scripts stands in <head>.', 'Move it into <body>.'),
    ];
  const answer = await ask(address, { headers: { accept: 'text/html' } });
  if (isAnswer(answer) && answer.status === 200)
    return [ok('noscript', 'Shoppers without scripts find the contact page.')];
  const why = isAnswer(answer) ? `it answers ${answer.status}` : answer.silence;
  return [
    problem(
      'noscript-broken',
      `The contact link for shoppers without scripts leads nowhere: ${why}.`,
      `Write it as ${written}.`,
    ),
  ];
};
