import { isAllowedOrigin } from '../../http/store-origin.ts';
import { isAnswer } from '../ask.ts';
import type { Examination, PageCheck, StoreLookup } from '../examination.ts';
import { ok, type PageFinding, problem } from '../finding.ts';

/** Whether our server takes what this page sends. Asked of the database, else of the server, as the widget would. */
export const checkOrigin: PageCheck = async (examination: Examination) => {
  const { page, standing, stores } = examination;
  if (!standing) return [];
  const { origin } = page.url;
  const store = await stores?.find(standing.storeKey);
  const isAllowed = store ? isAllowedOrigin(origin, store.origins) : await askServer(examination, standing);
  // What else is wrong with the server is said elsewhere.
  if (isAllowed === undefined) return [];
  if (isAllowed) return [ok('origin', `${origin} is among the store's origins.`)];
  return [await refused(origin, standing.storeKey, stores)];
};

/** A preflight changes nothing; undefined: no answer that says it. */
async function askServer(
  { ask, page, settings }: Examination,
  { server, storeKey }: { server: string; storeKey: string },
) {
  if (!settings) return undefined;
  const headers = { origin: page.url.origin, 'access-control-request-method': 'POST' };
  const answer = await ask(new URL(`${server}/v1/stores/${storeKey}/chat-sessions`), { method: 'OPTIONS', headers });
  if (!isAnswer(answer)) return undefined;
  if (answer.status === 403) return false;
  return answer.status < 300 ? true : undefined;
}

async function refused(origin: string, storeKey: string, stores: StoreLookup | null): Promise<PageFinding> {
  const [owner] = (await stores?.withOrigin(origin)) ?? [];
  if (owner)
    return problem(
      'origin-refused',
      `The tag is of the store ${storeKey}, and ${origin} belongs to ${owner}: nothing sent from here is taken.`,
      `Write the key ${owner} into the page, or add the origin to ${storeKey} with \`stores set\`.`,
    );
  return problem(
    'origin-refused',
    `${origin} is not among the origins of the store ${storeKey}: nothing sent from here is taken.`,
    `Run \`stores set ${storeKey} --origins …\` with it and all that the store has (\`stores show ${storeKey}\`).`,
  );
}
