import { type Answer, isAnswer, type Silence, textOf } from './ask.ts';

/** What the loader's build leaves of our own names, however it is packed: its global, and the self-test's address. */
const marks = [/\.StorefrontChat\s*=[^=]/, /storefront-chat=debug/];

export function isLoaderCode(code: string): boolean {
  return marks.every((mark) => mark.test(code));
}

/** Whose settings are in it, if any are. */
export function storeInCode(code: string): { server: string; storeKey: string } | undefined {
  const server = /["']?server["']?:\s*["'](https?:\/\/[^"']+)["']/.exec(code)?.[1];
  const storeKey = /["']?storeKey["']?:\s*["']([\w-]+)["']/.exec(code)?.[1];
  return server && URL.canParse(server) && storeKey ? { server, storeKey } : undefined;
}

/** `unknown-key`: our server, without such a store. `foreign`: somebody answers who is not us. */
export type LoaderVerdict =
  | { verdict: 'ours' | 'unknown-key' }
  | { verdict: 'foreign'; status: number }
  | { verdict: 'silent'; reason: string };

export function judgeLoader(asked: Answer | Silence): LoaderVerdict {
  if (!isAnswer(asked)) return { verdict: 'silent', reason: asked.silence };
  const code = textOf(asked);
  if (asked.status === 200 && isLoaderCode(code)) return { verdict: 'ours' };
  if (asked.status === 200 && code.includes('storefront-chat: there is no store')) return { verdict: 'unknown-key' };
  return { verdict: 'foreign', status: asked.status };
}
