import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { packageFile } from '../package-file.ts';
import { challengeOf } from './index.ts';
import { readSignedProof } from './signed-proof.ts';

const folder = mkdtempSync(join(tmpdir(), 'storefront-chat-proofs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** By the heading of its example; `call` prints what the example makes. */
const languages = [
  { name: 'Node', command: 'node', file: 'proof.mjs', call: 'console.log(chatProof(42, process.argv[2]));' },
  { name: 'PHP', command: 'php', file: 'proof.php', call: 'echo chat_proof(42, $argv[1]);' },
  { name: 'Ruby', command: 'ruby', file: 'proof.rb', call: 'puts chat_proof(42, ARGV[0])' },
  {
    name: 'Python',
    command: 'python3',
    file: 'proof.py',
    call: 'import sys\nprint(chat_proof(42, sys.argv[1]))',
  },
];

const isThere = (command: string) => {
  try {
    execFileSync(command, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

function exampleIn(name: string): string {
  const [, section = ''] = readFileSync(packageFile('docs/identity.md'), 'utf8').split(`### ${name}\n`);
  return /```\w+\n([\s\S]*?)```/.exec(section)?.[1] ?? '';
}

describe('what the docs give a shop’s developer makes a proof that counts', () => {
  for (const { name, command, file, call } of languages) {
    if (!isThere(command)) {
      it.skip(`in ${name}: left out, there is no ${command} here`);
      continue;
    }
    it(`in ${name}`, async () => {
      const path = join(folder, file);
      writeFileSync(path, `${exampleIn(name)}\n${call}\n`);
      const key = randomBytes(32).toString('base64url');
      const verifier = randomBytes(32).toString('base64url');
      const env = { ...process.env, CHAT_STORE_KEY: 'tea', CHAT_PROOF_KEY: key };
      const jwt = execFileSync(command, [path, challengeOf(verifier)], { env, encoding: 'utf8' }).trim();
      const proof = await readSignedProof({ jwt, verifier }, [key], 'tea', new Date());
      expect(proof).toMatchObject({ claims: { sub: '42' } });
      expect(await readSignedProof({ jwt, verifier: 'another' }, [key], 'tea', new Date())).toEqual({
        problem: 'verifier',
      });
    });
  }
});
