import { defineCommand } from 'citty';
import { pageLanguage } from '../../server/contact-page/index.ts';
import { chatPolicies, formatPolicy } from '../../server/content-security-policy/chat-policies.ts';
import { listIdentityKeys } from '../../server/identity/index.ts';
import { type StoreOverview, showStore } from '../../server/stores/index.ts';
import { readOneOf } from '../command-args.ts';
import { requirePublicUrl } from '../public-url.ts';
import { withDatabase } from '../run-command.ts';
import { formatSnippet, type PolicyLines } from '../snippet/format-snippet.ts';
import { makeSnippet } from '../snippet/make-snippet.ts';
import { platforms } from '../snippet/platforms.ts';
import { readProofAddress } from '../snippet/proof-address.ts';
import type { ShopFacts } from '../snippet/snippet.ts';
import { storeWarnings } from '../snippet/store-warnings.ts';
import { writeFiles } from '../snippet/write-files.ts';
import { jsonArg, printJson } from '../store-args.ts';

export const snippet = defineCommand({
  meta: {
    name: 'snippet',
    description:
      'Print what to put into a shop for chat to be on it: what to paste where, what to copy, and how it goes away again.\n\n' +
      'Needs PUBLIC_URL. Nothing that it prints is secret. What is not ready yet is said on standard error, with the\n' +
      'command that mends it.',
  },
  args: {
    store: { type: 'positional', description: 'Key of the store', required: true },
    platform: {
      type: 'string',
      description: `What the shop is made with, html if left out: ${platforms.join(', ')}`,
      valueHint: 'name',
    },
    proof: {
      type: 'string',
      description: 'Where the shop says who is signed in, such as /chat-proof; see docs/identity.md',
      valueHint: 'address',
    },
    out: { type: 'string', description: 'Copy the files that it needs into this folder', valueHint: 'folder' },
    json: jsonArg,
  },
  run: (call) =>
    withDatabase(call, async (deps) => {
      const { args } = call;
      const chosen = readOneOf('platform', args.platform, platforms);
      const platform = chosen ?? 'html';
      const proof = readProofAddress(args.proof, platform);
      const server = requirePublicUrl(process.env);
      const store = await showStore(deps.database, args.store);
      const keys = (await listIdentityKeys(deps, store.key)).map(({ purpose }) => purpose);
      const shop = shopFacts(store, server, proof);
      const made = makeSnippet(platform, shop);
      const written = args.out === undefined ? [] : writeFiles(made.files, args.out, shop);
      const warnings = storeWarnings({ store, keys, server, platform, proof });
      const policies = policyLines(server, store.chatwoot?.baseUrl ?? null);
      const next = `storefront-chat doctor ${shopAddress(store)}`;
      if (args.json) return printJson({ store: store.key, server, ...made, policies, next, written, warnings });
      const text = formatSnippet(made, policies, next);
      process.stdout.write(`Chat for ${store.name} (${store.key}): ${platform}\n\n${text}`);
      if (!chosen) process.stdout.write(`\nOther shops: --platform ${platforms.slice(1).join(', ')}\n`);
      for (const path of written) process.stderr.write(`written: ${path}\n`);
      for (const warning of warnings) process.stderr.write(`warning: ${warning}\n`);
    }),
});

function shopFacts(store: StoreOverview, server: string, proof: string | undefined): ShopFacts {
  const { key: storeKey, shopifyDomain, locale } = store;
  return { server, storeKey, shopifyDomain, proof, contactWords: pageLanguage({ own: locale }).texts.title };
}

function policyLines(server: string, chatwoot: string | null): PolicyLines {
  const linesFor = (nonce?: string) => {
    const { ours, withChatwoot } = chatPolicies({ server, chatwoot, nonce });
    return { ours: formatPolicy(ours), withChatwoot: withChatwoot && formatPolicy(withChatwoot) };
  };
  return { byNonce: linesFor('{nonce}'), byHosts: linesFor() };
}

/** A page to look at: the first that can be named. */
function shopAddress({ origins }: StoreOverview): string {
  const exact = origins.filter((origin) => !origin.includes('*'));
  return `${exact.find((origin) => origin.startsWith('https:')) ?? exact[0] ?? 'https://YOUR-SHOP'}/`;
}
