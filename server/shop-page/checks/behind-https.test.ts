import { describe, expect, it } from 'vitest';
import type { StoreSettings } from '../../../contract/settings.ts';
import type { Ask } from '../ask.ts';
import type { Examination } from '../examination.ts';
import { findTags } from '../find-tags.ts';
import { readPage } from '../read-page.ts';
import { checkChatwoot } from './chatwoot.ts';
import { checkPolicy } from './policy.ts';
import { checkTag } from './tag.ts';

// Pages behind https, and stores with a Chatwoot: what a shop on loopback cannot be.
const url = new URL('https://shop.example/');
const chatwoot = { baseUrl: 'https://chatwoot.example', websiteToken: 'token' };
const settings = { chat: true, chatwoot, assets: 'https://chat.example/assets/*.js' } as StoreSettings;
const never: Ask = () => Promise.reject(new Error('not to be asked'));
const tag = '<script async crossorigin nonce="abc" src="https://chat.example/w/tea.js"></script>';

function examinationOf({ policy = '', html = tag, ask = never, of = settings }): Examination {
  const headers = new Headers(policy ? { 'content-security-policy': policy } : {});
  const page = { url, movedFrom: [], status: 200, headers, html, isCut: false };
  const content = readPage(html);
  const [first] = findTags(content.scripts, url);
  const standing = first && {
    server: 'https://chat.example',
    storeKey: 'tea',
    carrier: first.script,
    loader: first,
    assets: null,
  };
  const again = { silence: 'not asked' };
  return { ask, page, content, again, standing: standing ?? null, settings: of, stores: null };
}

async function policyFindings(policy: string, html = tag) {
  const findings = await checkPolicy(examinationOf({ policy, html }));
  return findings.map(({ check, state }) => `${check} ${state}`);
}

const strict = "script-src 'nonce-abc' 'strict-dynamic'; connect-src https://chat.example https://chatwoot.example";

describe('a policy and a store with Chatwoot', () => {
  it.each<[policy: string, findings: string[]]>([
    ["img-src 'self'", ['policy ok']],
    [strict, ['policy ok']],
    [`${strict}; frame-src https://chatwoot.example; style-src 'unsafe-inline'`, ['policy ok']],
    [`${strict}; frame-src 'none'`, ['policy-chat problem']],
    [`${strict}; default-src 'self'; frame-src *`, ['policy-chat problem']],
    [`${strict}; style-src 'self' 'nonce-abc' 'unsafe-inline'`, ['policy-chat problem']],
    [strict.replace(' https://chatwoot.example', ''), ['policy ok', 'policy-chat note']],
    ['script-src https://chat.example', ['policy-chat problem']],
    ['script-src https://chat.example https://chatwoot.example', ['policy ok']],
    ['script-src https://chat.example/w/ https://chatwoot.example', ['policy-script problem']],
    [strict.replace('abc', 'xyz'), ['policy-nonce problem']],
    [`${strict}; require-trusted-types-for 'script'`, ['policy ok', 'policy-types note']],
    [`${strict}, default-src 'self'`, ['policy-script problem', 'policy-server problem', 'policy-chat problem']],
  ])('%s: %j', async (policy, findings) => {
    const found = await policyFindings(policy);
    // The second policy of the last one would keep the sound away, too.
    expect(found.filter((line) => line !== 'policy-chat note' || findings.includes(line))).toEqual(findings);
  });

  it('prints the sources that the policy lacks, by nonce where it goes by nonces', async () => {
    const [finding] = await checkPolicy(examinationOf({ policy: `${strict}; frame-src 'none'` }));
    expect(finding?.advice).toContain("script-src 'nonce-{nonce}' 'strict-dynamic'");
    expect(finding?.advice).toContain('frame-src https://chatwoot.example');
  });

  it('lets a tag be that stands before the policy in <meta>', async () => {
    const meta = `<meta http-equiv="content-security-policy" content="script-src-elem https://chatwoot.example https://chat.example/assets/">`;
    expect(await policyFindings('', `<head>${tag}${meta}`)).toEqual(['policy ok']);
    expect(await policyFindings('', `<head>${meta}${tag}`)).toEqual(['policy-script problem']);
  });
});

describe('http on an https page', () => {
  it.each<[src: string, names: string[]]>([
    ['http://chat.example/w/tea.js', ['tag-insecure']],
    ['//chat.example/w/tea.js', ['tag']],
    ['http://localhost:4001/w/tea.js', ['tag']],
  ])('the tag at %s: %j', (src, names) => {
    const [first] = findTags(readPage(`<script async crossorigin src="${src}"></script>`).scripts, url);
    expect(first && checkTag([first], url).map(({ check }) => check)).toEqual(names);
  });

  it('Chatwoot', async () => {
    const of = { ...settings, chatwoot: { ...chatwoot, baseUrl: 'http://chatwoot.example' } };
    expect(await checkChatwoot(examinationOf({ of }))).toMatchObject([{ check: 'chatwoot-silent', state: 'problem' }]);
  });
});

it.each<[string, Awaited<ReturnType<Ask>>, RegExp]>([
  ['is away', { silence: 'nobody listens there' }, /nobody listens there/],
  [
    'has no such script',
    { url, status: 502, headers: new Headers(), body: new Uint8Array(), isCut: false },
    /its script answers 502/,
  ],
])('says when Chatwoot %s', async (_, answer, message) => {
  const findings = await checkChatwoot(examinationOf({ ask: async () => answer }));
  expect(findings).toMatchObject([{ check: 'chatwoot-silent', message: expect.stringMatching(message) }]);
});
