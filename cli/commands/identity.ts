import { defineCommand } from 'citty';
import { ConfigError } from '../../server/config.ts';
import {
  type KeyPurpose,
  keyPurposes,
  listIdentityKeys,
  retireIdentityKeys,
  rotateIdentityKey,
} from '../../server/identity/index.ts';
import { withDatabase } from '../run-command.ts';
import { jsonArg, printJson } from '../store-args.ts';
import { formatTable } from '../table.ts';

const storeArg = { type: 'positional', description: 'Key of the store', required: true } as const;
const ownPurposes = ['proof', 'api'] as const;
const purposeArg = {
  type: 'string',
  default: 'proof',
  description: 'proof: signs who is signed in, in the shop’s backend; api: lets our server sign for it',
  valueHint: 'proof|api',
} as const;
const retiredArg = {
  ...purposeArg,
  description: 'Also shopify: client secrets that `stores set --shopify-secret` took before the newest',
  valueHint: keyPurposes.join('|'),
} as const;

const rotate = defineCommand({
  meta: {
    name: 'rotate',
    description:
      'Make a new key and print it, once.\n\n' +
      'The one before goes on counting, so that a shop changes over without a gap; the one before that is given up.\n' +
      'When the shop has the new key: identity retire.',
  },
  args: { store: storeArg, purpose: purposeArg, json: jsonArg },
  run: (call) =>
    withDatabase(call, async (deps) => {
      const { args } = call;
      const purpose = readPurpose(args.purpose, ownPurposes);
      const key = await rotateIdentityKey(deps, args.store, purpose);
      if (args.json) return printJson({ purpose, key });
      process.stderr.write('Keep it in the backend of the shop, never in a page. It is not shown again.\n');
      process.stdout.write(`${key}\n`);
    }),
});

const retire = defineCommand({
  meta: { name: 'retire', description: 'Give up every key of a purpose but the newest, at once.' },
  args: { store: storeArg, purpose: retiredArg, json: jsonArg },
  run: (call) =>
    withDatabase(call, async (deps) => {
      const { args } = call;
      const retired = await retireIdentityKeys(deps, args.store, readPurpose(args.purpose, keyPurposes));
      if (args.json) printJson({ retired });
      else process.stdout.write(retired ? 'Only the newest key counts now.\n' : 'There was no older key.\n');
    }),
});

const list = defineCommand({
  meta: { name: 'list', description: 'Show which keys count and since when, without the keys themselves.' },
  args: { store: storeArg, json: jsonArg },
  run: (call) =>
    withDatabase(call, async (deps) => {
      const { args } = call;
      const keys = await listIdentityKeys(deps, args.store);
      if (args.json) return printJson(keys);
      const rows = keys.map(({ purpose, createdAt }) => [purpose, createdAt.toISOString()]);
      process.stdout.write(rows.length ? formatTable(['PURPOSE', 'SINCE'], rows) : 'None yet: identity rotate.\n');
    }),
});

export const identity = defineCommand({
  meta: {
    name: 'identity',
    description: 'The keys with which a shop proves who is signed in. Every change is audited.',
  },
  subCommands: { rotate, retire, list },
});

function readPurpose<P extends KeyPurpose>(purpose: string, among: readonly P[]): P {
  const known = among.find((one) => one === purpose);
  if (known) return known;
  throw new ConfigError(`--purpose is "${purpose}": it should be ${among.join(' or ')}.`);
}
