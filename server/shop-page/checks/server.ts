import { type StoreSettings, storeSettingsSchema } from '../../../contract/settings.ts';
import { type Answer, type Ask, isAnswer, textOf } from '../ask.ts';
import type { Standing } from '../examination.ts';
import { note, ok, type PageFinding, problem } from '../finding.ts';
import type { LoaderVerdict } from '../loader-code.ts';

interface ServerReading {
  findings: PageFinding[];
  settings: StoreSettings | null;
}

const tryIt = 'Is `storefront-chat serve` running, and can the internet reach it there?';

/**
 * Whether the address that the page names is our server, and knows the store.
 * @param loader what the tag's own address gave; null where the loader is the shop's file
 * @param publicUrl of this machine's environment, if it says
 */
export async function checkServer(
  ask: Ask,
  { server, storeKey }: Standing,
  loader: LoaderVerdict | null,
  publicUrl: string | null,
): Promise<ServerReading> {
  const failure = loader && loaderFailure(loader, server, storeKey);
  if (failure) return { findings: [orOther(failure, server, publicUrl)], settings: null };
  const asked = await ask(new URL(`${server}/v1/stores/${storeKey}/settings`));
  const { finding, settings } = isAnswer(asked)
    ? settingsIn(asked, server, storeKey)
    : { finding: silent(server, asked.silence), settings: null };
  if (!settings) return { findings: [orOther(finding, server, publicUrl)], settings };
  return {
    findings: [isOther(server, publicUrl) ? other(server, publicUrl) : finding, ...switches(settings)],
    settings,
  };
}

function settingsIn(answer: Answer, server: string, storeKey: string) {
  const body = readJson(textOf(answer));
  const { success, data } = storeSettingsSchema.safeParse(body);
  if (answer.status === 200 && success)
    return { finding: ok('server', `It is at ${server} and knows the store ${storeKey}.`), settings: data };
  const isUnknown = answer.status === 404 && JSON.stringify(body ?? '').includes('store_not_found');
  return { finding: isUnknown ? unknownKey(storeKey) : foreign(server, answer.status), settings: null };
}

function loaderFailure(loader: LoaderVerdict, server: string, storeKey: string): PageFinding | null {
  if (loader.verdict === 'silent') return silent(server, loader.reason);
  if (loader.verdict === 'foreign') return foreign(server, loader.status);
  return loader.verdict === 'unknown-key' ? unknownKey(storeKey) : null;
}

function silent(server: string, reason: string): PageFinding {
  return problem('server-silent', `Our server does not answer at ${server}: ${reason}.`, tryIt);
}

function foreign(server: string, status: number): PageFinding {
  return problem(
    'server-foreign',
    `What answers at ${server} (${status}) is not storefront-chat.`,
    'Compare the address in the page with PUBLIC_URL of the server, and look at the proxy before it.',
  );
}

function unknownKey(storeKey: string): PageFinding {
  return problem(
    'key-unknown',
    `The server knows no store with the key ${storeKey}.`,
    'Compare the key in the page with `storefront-chat stores list`.',
  );
}

function isOther(server: string, publicUrl: string | null): publicUrl is string {
  return publicUrl !== null && publicUrl !== server;
}

function other(server: string, publicUrl: string): PageFinding {
  return problem(
    'server-other',
    `The page names the server at ${server}; the one of this environment is ${publicUrl} (PUBLIC_URL).`,
    'Correct the address in the page, or run doctor with the environment of that server.',
  );
}

/** What is wrong with a server may be that it is the wrong one. */
function orOther(finding: PageFinding, server: string, publicUrl: string | null): PageFinding {
  if (!isOther(server, publicUrl)) return finding;
  return { ...finding, advice: `${finding.advice} The server of this environment is ${publicUrl} (PUBLIC_URL).` };
}

function switches({ widget, chat }: StoreSettings): PageFinding[] {
  if (!widget)
    return [note('server', 'The widget is switched off: nothing is drawn.', 'Run `stores set {store} --widget`.')];
  return chat ? [] : [note('server', 'Chat is off, or the store is a contact form: a press opens the form.')];
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
