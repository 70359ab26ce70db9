import { type Ask, isAnswer, textOf } from './ask.ts';
import { isRunnable } from './find-tags.ts';
import { isLoaderCode, storeInCode } from './loader-code.ts';
import type { PageContent } from './read-page.ts';
import { resolveAddress } from './resolve-address.ts';

/** `loader`: its code is part of a script of the page. `address`: a script of the page adds the tag. */
export interface InScript {
  kind: 'loader' | 'address';
  /** As the script says it. */
  store: { server: string; storeKey: string } | undefined;
  line: number;
}

const mostScripts = 20;
const atOnce = 5;

/** Our loader in the page's other scripts: in those written into it, then in the first files of the shop itself. */
export async function findInScripts(ask: Ask, { scripts }: PageContent, page: URL): Promise<InScript | undefined> {
  const running = scripts.filter((script) => script.place === 'page' && isRunnable(script));
  for (const { text, line } of running) {
    const found = lookInto(text, line);
    if (found) return found;
  }
  const files = running.flatMap(({ attributes: { src }, line }) => {
    const address = resolveAddress(src, page);
    return address?.origin === page.origin ? [{ address, line }] : [];
  });
  for (let from = 0; from < Math.min(files.length, mostScripts); from += atOnce) {
    const some = files.slice(from, Math.min(from + atOnce, mostScripts));
    const looks = await Promise.all(some.map(async ({ address, line }) => lookInto(await codeAt(ask, address), line)));
    const found = looks.find(Boolean);
    if (found) return found;
  }
  return undefined;
}

async function codeAt(ask: Ask, address: URL): Promise<string> {
  const answer = await ask(address);
  return isAnswer(answer) && answer.status === 200 ? textOf(answer) : '';
}

/** Of JSON in scripts the slashes may be escaped. */
const tagAddress = /(https?:\/\/[^\s"'`<>]+?)\/w\/([\w-]+)\.js/;

function lookInto(code: string, line: number): InScript | undefined {
  if (isLoaderCode(code)) return { kind: 'loader', store: storeInCode(code), line };
  const [, server, storeKey] = tagAddress.exec(code.replaceAll('\\/', '/')) ?? [];
  return server && URL.canParse(server) && storeKey
    ? { kind: 'address', store: { server, storeKey }, line }
    : undefined;
}
