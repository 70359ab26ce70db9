import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { packageFile } from '../../server/package-file.ts';
import { reactSnippet, vueSnippet } from './app-snippets.ts';
import type { Snippet } from './snippet.ts';

const tea = { server: "https://chat.example/it's", storeKey: 'tea', contactWords: 'Write to us' };
const modules = fileURLToPath(packageFile('node_modules'));
const options = {
  strict: true,
  noEmit: true,
  jsx: 'react-jsx',
  module: 'esnext',
  moduleResolution: 'bundler',
  target: 'es2022',
  lib: ['es2022', 'dom'],
  noUnusedLocals: true,
  skipLibCheck: true,
  types: [],
};

let app: string;
beforeEach(() => {
  app = mkdtempSync(join(tmpdir(), 'storefront-chat-app-'));
  symlinkSync(modules, join(app, 'node_modules'));
});
afterEach(() => rmSync(app, { recursive: true, force: true }));

it('passes the strictest checks of an app in TypeScript, with signing in and without', async () => {
  const made = [
    reactSnippet(tea),
    vueSnippet(tea),
    reactSnippet({ ...tea, proof: '/chat-proof' }),
    vueSnippet({ ...tea, proof: 'https://tea.example/proof?kind=chat' }),
  ];
  for (const [index, { steps }] of made.entries()) {
    const { text = '', code = '' } = steps.at(-1) ?? {};
    const name = /^Save this as (\S+\.tsx?),/.exec(text)?.[1];
    writeFileSync(join(app, `${index}-${name}`), code);
  }
  writeFileSync(join(app, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, include: ['*.ts', '*.tsx'] }));
  const check = promisify(execFile)(process.execPath, [join(modules, 'typescript/bin/tsc'), '-p', app]);
  await expect(check.catch(({ stdout }) => stdout)).resolves.toEqual({ stdout: '', stderr: '' });
}, 120_000);

it('names the address for proofs only where there is one', () => {
  const codeOf = ({ steps }: Snippet) => steps.at(-1)?.code;
  expect(codeOf(vueSnippet({ ...tea, proof: '/proof' }))).toContain("dataset: { proof: '/proof' } })");
  expect(codeOf(reactSnippet(tea))).not.toContain('dataset');
});
