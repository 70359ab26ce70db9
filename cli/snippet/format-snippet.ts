import type { Snippet, Step } from './snippet.ts';

/** A header's value, by what it is for; null: the store has no Chatwoot yet. */
export interface PolicyLines {
  byNonce: { ours: string; withChatwoot: string | null };
  byHosts: { ours: string; withChatwoot: string | null };
}

/** The whole of it, for people: what is to be pasted stands at the start of its lines, so that it can be copied. */
export function formatSnippet(snippet: Snippet, policies: PolicyLines, next: string): string {
  const { steps, nonce, notes, remove } = snippet;
  const all = [...steps, policyStep(nonce, policies), { text: 'See whether it works:', code: next }];
  const numbered = all.map(({ text, code }, index) => `${index + 1}. ${text}\n${code ? `\n${code}\n` : ''}`);
  return [...numbered, ...notes.map((note) => `Note: ${note}\n`), `To remove it: ${remove}\n`].join('\n');
}

/** Both ways: which of them a shop goes, its pages decide. */
function policyStep(nonce: string, { byNonce, byHosts }: PolicyLines): Step {
  const lines = [
    ['chat and messages, by nonce', byNonce.withChatwoot],
    ['chat and messages, by hosts', byHosts.withChatwoot],
    ['messages alone, stricter, by nonce', byNonce.ours],
    ['messages alone, stricter, by hosts', byHosts.ours],
  ];
  return {
    text: `Only if your pages carry a Content-Security-Policy: add one of these to yours. {nonce} is that of each response; it goes ${nonce}.`,
    code: lines.flatMap(([name, policy]) => (policy ? `# ${name}\n${policy}` : [])).join('\n'),
  };
}
