import { defineCommand } from 'citty';
import { chatPolicies, formatPolicy, type Policy } from '../../server/content-security-policy/chat-policies.ts';
import { showStore } from '../../server/stores/index.ts';
import { requirePublicUrl } from '../public-url.ts';
import { withDatabase } from '../run-command.ts';
import { jsonArg, printJson } from '../store-args.ts';

const header = 'Content-Security-Policy';
const anyNonce = '{nonce}';

export const csp = defineCommand({
  meta: {
    name: 'csp',
    description:
      "Print what a shop's Content-Security-Policy must allow for chat.\n\n" +
      'Needs PUBLIC_URL. By nonce, {nonce} stands for the one of each response: the tag carries it too. A page obeys all\n' +
      'the policies that it is sent, so put the sources into the header that the shop has.',
  },
  args: {
    store: { type: 'positional', description: 'Key of the store', required: true },
    hosts: { type: 'boolean', description: 'By hosts, for shops whose pages have no nonce', default: false },
    json: jsonArg,
  },
  run: (call) =>
    withDatabase(call, async ({ database }) => {
      const { args } = call;
      const { chatwoot } = await showStore(database, args.store);
      const places = { server: requirePublicUrl(process.env), chatwoot: chatwoot?.baseUrl ?? null };
      const { ours, withChatwoot } = chatPolicies(args.hosts ? places : { ...places, nonce: anyNonce });
      if (args.json)
        return printJson({ ours: formatPolicy(ours), withChatwoot: withChatwoot && formatPolicy(withChatwoot) });
      const parts = [
        asHeader('Strict: launcher, box and messages work; chat itself does not come.', ours),
        withChatwoot
          ? asHeader("With chat: Chatwoot's SDK needs inline styles and its frame, and no Trusted Types.", withChatwoot)
          : '# With chat: the store has no Chatwoot yet.\n',
      ];
      process.stdout.write(parts.join('\n'));
    }),
});

function asHeader(purpose: string, policy: Policy): string {
  return `# ${purpose}\n${header}: ${formatPolicy(policy)}\n`;
}
