import { isAnswer } from '../ask.ts';
import type { Examination, PageCheck } from '../examination.ts';
import { type PageFinding, problem } from '../finding.ts';
import { resolveAddress } from '../resolve-address.ts';

/** Whether what a press needs can be fetched: one chunk stands for all. */
export const checkChunks: PageCheck = async ({ ask, page, standing, settings }: Examination) => {
  const pattern = standing?.assets ?? settings?.assets;
  if (!pattern) return [];
  const address = resolveAddress(pattern.replace('*', 'composer'), page.url);
  if (!address) return [broken('its address is none')];
  const answer = await ask(address, { headers: { origin: page.url.origin } });
  if (!isAnswer(answer)) return [broken(answer.silence)];
  const { status, headers } = answer;
  if (status !== 200) return [broken(`it answers ${status}`)];
  if (!/javascript/.test(headers.get('content-type') ?? '')) return [broken('it does not come as a script')];
  const allowed = headers.get('access-control-allow-origin');
  const isReadable = address.origin === page.url.origin || allowed === '*' || allowed === page.url.origin;
  return isReadable ? [] : [broken('pages of the shop may not load it (no access-control-allow-origin)')];
};

function broken(why: string): PageFinding {
  return problem(
    'chunks',
    `The box that a press opens cannot be fetched: ${why}.`,
    'Compare "assets" in the settings of the page with where the files are; install the app or plugin again if they are gone.',
  );
}
