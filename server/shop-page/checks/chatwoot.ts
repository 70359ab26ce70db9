import { isAnswer } from '../ask.ts';
import type { Examination, PageCheck } from '../examination.ts';
import { type PageFinding, problem } from '../finding.ts';

/** Whether browsers get the script of the store's Chatwoot. */
export const checkChatwoot: PageCheck = async ({ ask, page, settings }: Examination) => {
  if (!settings?.chat || !settings.chatwoot) return [];
  const { baseUrl } = settings.chatwoot;
  if (page.url.protocol === 'https:' && baseUrl.startsWith('http:'))
    return [silent(baseUrl, 'it is http, and the page https')];
  const answer = await ask(new URL(`${baseUrl}/packs/js/sdk.js`));
  if (!isAnswer(answer)) return [silent(baseUrl, answer.silence, false)];
  return answer.status === 200 ? [] : [silent(baseUrl, `its script answers ${answer.status}`)];
};

function silent(baseUrl: string, why: string, answers = true): PageFinding {
  return problem(
    'chatwoot-silent',
    `Browsers do not get Chatwoot's script from ${baseUrl}: ${why}. The box takes messages all the same.`,
    'Is Chatwoot running, and can the internet reach it there, by https?',
    { facts: { answers } },
  );
}
