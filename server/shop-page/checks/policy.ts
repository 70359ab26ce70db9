import { chatPolicies, formatPolicy } from '../../content-security-policy/chat-policies.ts';
import { hasNonces } from '../csp-allows.ts';
import type { Examination, PageCheck, Standing } from '../examination.ts';
import { note, ok, type PageFinding, problem } from '../finding.ts';
import { enforcedPolicies, headerPolicies, type KeptAway, keptAway, type PagePolicy } from '../kept-away.ts';
import { checkNonce } from './nonce.ts';

/** Whether all policies of the page let us in, and Chatwoot after us. */
export const checkPolicy: PageCheck = (examination: Examination) => {
  const { page, standing } = examination;
  if (!standing) return [];
  const enforced = enforcedPolicies(examination);
  const reported = headerPolicies(page.headers.get('content-security-policy-report-only'));
  const kept = keptAway(enforced, standing, examination);
  const usesNonces = enforced.some(({ policy }) => hasNonces(policy));
  const nonce = usesNonces ? checkNonce(examination, standing, enforced) : undefined;
  const findings = [
    ...(nonce ? [nonce] : []),
    // One fault, said once.
    ...keptFindings(nonce ? { ...kept, script: [] } : kept, cureOf(examination, standing, usesNonces)),
    ...typesNote(enforced),
    ...reportNote(keptAway(reported, standing, examination)),
  ];
  const isFine = findings.every(({ state }) => state !== 'problem');
  const words =
    enforced.length > 0
      ? 'The page’s Content-Security-Policy lets chat in.'
      : 'The page has no Content-Security-Policy.';
  return isFine ? [ok('policy', words), ...findings] : findings;
};

function keptFindings({ script, server, chat, sound }: KeptAway, cure: string): PageFinding[] {
  const refused = (what: string[]) => `The page’s Content-Security-Policy keeps away ${what.join(' and ')}`;
  return [
    ...(script.length > 0 ? [problem('policy-script', `${refused(script)}: no launcher, or no box.`, cure)] : []),
    ...(server.length > 0 ? [problem('policy-server', `${refused(server)}: messages cannot be sent.`, cure)] : []),
    ...(chat.length > 0 ? [problem('policy-chat', `${refused(chat)}: the box works, chat does not.`, cure)] : []),
    ...(sound.length > 0 ? [note('policy-chat', `${refused(sound)}.`, cure)] : []),
  ];
}

function cureOf({ settings }: Examination, { server }: Standing, usesNonces: boolean): string {
  const nonce = usesNonces ? '{nonce}' : undefined;
  const { ours, withChatwoot } = chatPolicies({ server, chatwoot: settings?.chatwoot?.baseUrl ?? null, nonce });
  const { 'require-trusted-types-for': _strict, ...needed } = withChatwoot ?? ours;
  return `Add to the policy that the page has: ${formatPolicy(needed)}`;
}

function typesNote(policies: PagePolicy[]): PageFinding[] {
  if (!policies.some(({ policy }) => policy.has('require-trusted-types-for'))) return [];
  const message = 'The page enforces Trusted Types: the box takes messages, Chatwoot’s own window stays away.';
  return [note('policy-types', message, 'docs/content-security-policy.md says what chat itself would need.')];
}

function reportNote(kept: KeptAway): PageFinding[] {
  const all = Object.values(kept).flat();
  if (all.length === 0) return [];
  const message = `A policy that only reports would keep away ${all.join(' and ')}.`;
  return [note('policy-report', message, 'Add the sources before the policy is enforced.')];
}
