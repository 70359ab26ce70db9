import type { Finding } from '../doctor/index.ts';

/** Every finding about a shop page, by the name it is printed with; docs/doctor.md has cause and cure of each. */
export const findingNames = [
  'page',
  'page-silent',
  'page-status',
  'page-type',
  'page-locked',
  'page-moved',
  'tag',
  'tag-missing',
  'tag-inactive',
  'tag-asleep',
  'tag-twice',
  'tag-two-stores',
  'tag-combined',
  'tag-injected',
  'tag-attributes',
  'tag-insecure',
  'loader-gone',
  'second-chatwoot',
  'chatwoot-silent',
  'settings-missing',
  'settings-late',
  'settings-broken',
  'chunks',
  'server',
  'server-silent',
  'server-foreign',
  'server-other',
  'key-unknown',
  'origin',
  'origin-refused',
  'policy',
  'policy-script',
  'policy-server',
  'policy-chat',
  'policy-nonce',
  'policy-types',
  'policy-report',
  'identity',
  'identity-leak',
  'proof',
  'proof-place',
  'proof-open',
  'proof-kept',
  'proof-shared',
  'proof-silent',
  'page-facts',
  'facts-broken',
  'facts-personal',
  'noscript',
  'noscript-broken',
  'isolation',
] as const;
export type FindingName = (typeof findingNames)[number];

export interface PageFinding extends Finding {
  check: FindingName;
}

type More = Pick<Finding, 'facts'>;

export function ok(check: FindingName, message: string, more: More = {}): PageFinding {
  return { check, state: 'ok', message, ...more };
}

export function note(check: FindingName, message: string, advice?: string, more: More = {}): PageFinding {
  return { check, state: 'note', message, ...(advice && { advice }), ...more };
}

/** Whoever names a problem says what to do about it. */
export function problem(check: FindingName, message: string, advice: string, more: More = {}): PageFinding {
  return { check, state: 'problem', message, advice, ...more };
}
