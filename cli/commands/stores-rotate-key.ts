import { defineCommand } from 'citty';
import { rotateKey } from '../../server/key-rotation/rotate-key.ts';
import { withDatabase } from '../run-command.ts';
import { jsonArg, printJson } from '../store-args.ts';

export const storesRotateKey = defineCommand({
  meta: {
    name: 'rotate-key',
    description:
      'Seal all secrets of all stores with the newest of ENCRYPTION_KEYS.\n\n' +
      '1. Put a new key before the old one in ENCRYPTION_KEYS, everywhere, and restart.\n' +
      '2. Run this. 3. Take the old key out.',
  },
  args: { json: jsonArg },
  run: (call) =>
    withDatabase(call, async (deps) => {
      const { args } = call;
      const count = await rotateKey(deps);
      if (args.json) printJson(count);
      else process.stdout.write(`${count.resealed} of ${count.total} secrets got the newest key.\n`);
    }),
});
