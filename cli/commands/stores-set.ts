import { defineCommand } from 'citty';
import { setStore } from '../../server/stores/index.ts';
import { withDatabase } from '../run-command.ts';
import { jsonArg, listOf, lookArgs, looksOf, originArg, printJson } from '../store-args.ts';
import { warnOfPaleColor } from '../warn-of-pale-color.ts';

export const storesSet = defineCommand({
  meta: {
    name: 'set',
    description:
      'Change a store. What is not named stays.\n\n' +
      '--no-chat keeps chat away while the composer goes on taking messages; --no-widget draws nothing at all.\n' +
      'Running servers serve the change within SETTINGS_REFRESH_MS, browsers within a minute.',
  },
  args: {
    store: { type: 'positional', description: 'Key of the store', required: true },
    name: { type: 'string', description: 'The shop, as its customers know it', valueHint: 'text' },
    origins: originArg,
    chat: { type: 'boolean', description: 'Chat itself', negativeDescription: 'Only the composer' },
    widget: { type: 'boolean', description: 'The launcher', negativeDescription: 'Nothing is drawn' },
    ...lookArgs,
    json: jsonArg,
  },
  run: ({ args, ...call }) =>
    withDatabase(call, async (deps) => {
      const store = await setStore(deps, args.store, {
        ...looksOf(args),
        ...(args.name === undefined ? {} : { name: args.name }),
        ...(args.origins === undefined ? {} : { origins: listOf(args.origins) }),
        ...(args.chat === undefined ? {} : { isChatOn: args.chat }),
        ...(args.widget === undefined ? {} : { isWidgetOn: args.widget }),
      });
      warnOfPaleColor(args.color);
      if (args.json) printJson(store);
      else process.stdout.write(`${store.key} is changed.\n`);
    }),
});
