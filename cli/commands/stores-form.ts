import { readFileSync } from 'node:fs';
import { defineCommand } from 'citty';
import type { FormSettings } from '../../contract/form.ts';
import { ConfigError } from '../../server/config.ts';
import { type Store, setStore, showStore } from '../../server/stores/index.ts';
import { formRows } from '../form-rows.ts';
import { withDatabase } from '../run-command.ts';
import { jsonArg, printJson } from '../store-args.ts';
import { formatTable } from '../table.ts';

export const storesForm = defineCommand({
  meta: {
    name: 'form',
    description:
      'Show or set what the contact form of a store asks, beside the message itself.\n\n' +
      'The file is the whole form; what it leaves out is as by default: an address and a name that one may give, no\n' +
      'questions of your own, no consent, five files of 10 MB. Words are by language:\n\n' +
      '{\n' +
      '  "email": "required",\n' +
      '  "fields": [\n' +
      '    {"key": "order_number", "kind": "text", "label": {"en": "Order number", "nl": "Bestelnummer"}},\n' +
      '    {"key": "subject", "kind": "choice", "required": true, "label": {"en": "What is it about?"},\n' +
      '     "choices": [{"value": "return", "label": {"en": "A return"}}, {"value": "other", "label": {"en": "Else"}}]}\n' +
      '  ],\n' +
      '  "consent": {"text": {"en": "You may keep my message to answer it."}, "required": true},\n' +
      '  "privacyUrl": "https://shop.example/privacy",\n' +
      '  "files": {"maxCount": 3, "maxBytes": 5242880}\n' +
      '}\n\n' +
      '"name" is hidden, optional or required; a field is text, long-text or choice. docs/contact-form.md has more.\n' +
      '`stores form tea --json > form.json` writes the form as it is, to start from.',
  },
  args: {
    store: { type: 'positional', description: 'Key of the store', required: true },
    file: { type: 'string', description: 'JSON file with the whole form; - for standard input', valueHint: 'path' },
    show: { type: 'boolean', description: 'Show what the form asks; also without any flag' },
    reset: { type: 'boolean', description: 'Ask what is asked by default' },
    json: jsonArg,
  },
  run: (call) =>
    withDatabase(call, async (deps) => {
      const { args } = call;
      const form = formOf(args);
      const store =
        form === undefined ? await showStore(deps.database, args.store) : await setStore(deps, args.store, { form });
      if (args.json) printJson(store.form);
      else process.stdout.write(asText(store));
    }),
});

interface FormArgs {
  file?: string | undefined;
  show?: boolean | undefined;
  reset?: boolean | undefined;
}

/** Undefined: nothing is to be changed. */
function formOf({ file, show, reset }: FormArgs): FormSettings | undefined {
  if ([file !== undefined, show, reset].filter(Boolean).length > 1) {
    throw new ConfigError('Say one thing: --file, --show or --reset.');
  }
  if (reset) return {};
  return file === undefined ? undefined : readForm(file);
}

function readForm(file: string): FormSettings {
  try {
    // Checked where it is stored, like any other input.
    return JSON.parse(readFileSync(file === '-' ? 0 : file, 'utf8'));
  } catch (error) {
    throw new ConfigError(
      `--file should be a JSON file that can be read: ${error instanceof Error ? error.message : ''}`,
    );
  }
}

function asText(store: Pick<Store, 'key' | 'form' | 'locale' | 'mode'>): string {
  const opens =
    store.mode === 'form'
      ? `A press on ${store.key} opens this form.`
      : `A press on ${store.key} opens chat; this is asked when chat cannot be had. \`stores set ${store.key} --mode form\` leaves chat out.`;
  return `${formatTable(['asks', 'how', 'in which words'], formRows(store))}\n${opens}\n`;
}
