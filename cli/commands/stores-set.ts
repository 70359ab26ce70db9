import { defineCommand } from 'citty';
import { setShopifySecret } from '../../server/identity/index.ts';
import { definedOnly, requireStore, type StoreChanges, setStore } from '../../server/stores/index.ts';
import { readShopifySecret } from '../read-shopify-secret.ts';
import { withDatabase } from '../run-command.ts';
import {
  jsonArg,
  listOf,
  lookArgs,
  looksOf,
  messageArgs,
  messageSettingsOf,
  originArg,
  printJson,
  trackingArgs,
  trackingSettingsOf,
} from '../store-args.ts';
import { warnOfPaleColor } from '../warn-of-pale-color.ts';

export const storesSet = defineCommand({
  meta: {
    name: 'set',
    description:
      'Change a store. What is not named stays.\n\n' +
      '--no-chat keeps chat away while the composer goes on taking messages; --no-widget draws nothing at all.\n' +
      '--mode form makes a contact form of it; what that asks is set with `stores form`.\n' +
      'Running servers serve the change within SETTINGS_REFRESH_MS, browsers within a minute.',
  },
  args: {
    store: { type: 'positional', description: 'Key of the store', required: true },
    name: { type: 'string', description: 'The shop, as its customers know it', valueHint: 'text' },
    origins: originArg,
    chat: { type: 'boolean', description: 'Chat itself', negativeDescription: 'Only the composer' },
    widget: { type: 'boolean', description: 'The launcher', negativeDescription: 'Nothing is drawn' },
    'identity-mode': {
      type: 'string',
      description: 'Who tells Chatwoot who a customer is: our server, or the page with a signed hash',
      valueHint: 'server|page',
    },
    'shopify-domain': {
      type: 'string',
      description: 'The shop’s address at Shopify, whose app proxy may prove customers; empty: none',
      valueHint: 'name.myshopify.com',
    },
    'shopify-secret': {
      type: 'boolean',
      description: 'Take the client secret of the Shopify app from SHOPIFY_CLIENT_SECRET, or else from standard input',
    },
    ...messageArgs,
    ...trackingArgs,
    ...lookArgs,
    json: jsonArg,
  },
  run: (call) =>
    withDatabase(call, async (deps) => {
      const { args } = call;
      if (args['shopify-secret']) await setShopifySecret(deps, args.store, await readShopifySecret());
      const changes = changesOf(args);
      const isOnlySecret = args['shopify-secret'] && Object.keys(changes).length === 0;
      const store = isOnlySecret
        ? await deps.database.acrossStores((tx) => requireStore(tx, args.store))
        : await setStore(deps, args.store, changes);
      warnOfPaleColor(args.color);
      if (args.json) printJson(store);
      else process.stdout.write(`${store.key} is changed.\n`);
    }),
});

type SetArgs = Parameters<typeof looksOf>[0] &
  Parameters<typeof messageSettingsOf>[0] &
  Parameters<typeof trackingSettingsOf>[0] & {
    name?: string | undefined;
    origins?: string | undefined;
    chat?: boolean | undefined;
    widget?: boolean | undefined;
    'identity-mode'?: string | undefined;
    'shopify-domain'?: string | undefined;
  };

/** What was named; the server checks the values. */
function changesOf(args: SetArgs): StoreChanges {
  return definedOnly({
    ...looksOf(args),
    ...messageSettingsOf(args),
    ...trackingSettingsOf(args),
    name: args.name,
    origins: args.origins === undefined ? undefined : listOf(args.origins),
    isChatOn: args.chat,
    isWidgetOn: args.widget,
    identityMode: args['identity-mode'] as StoreChanges['identityMode'],
    shopifyDomain: args['shopify-domain'],
  });
}
