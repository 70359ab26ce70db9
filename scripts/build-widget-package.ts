import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { reasons } from '../contract/reasons.ts';

const entry = fileURLToPath(import.meta.resolve('../widget/src/package/index.ts'));

/**
 * Builds what one imports from npm into `widget/dist/`: one module without dependencies, and its types, which
 * name nothing that the package does not bring.
 * @param root of the repository, with a slash at the end
 */
export async function buildWidgetPackage(root: string): Promise<void> {
  const outDir = `${root}widget/dist`;
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2020',
      lib: { entry, formats: ['es'], fileName: 'index' },
      rollupOptions: { output: { minify: true } },
    },
  });
  writeTypes(root, outDir);
  copyFileSync(`${root}LICENSE`, `${outDir}/LICENSE`);
}

function writeTypes(root: string, outDir: string) {
  const emitted = mkdtempSync(join(tmpdir(), 'storefront-chat-types-'));
  const compiler = `${root}node_modules/typescript/bin/tsc`;
  execFileSync(process.execPath, [compiler, '-p', `${root}widget/src/package`, '--outDir', emitted], {
    stdio: 'inherit',
  });
  const write = (name: string, types: string) => writeFileSync(`${outDir}/${name}.d.ts`, types);
  for (const path of ['package/index', 'package/load-storefront-chat', 'package/read-options', 'loader/public-api']) {
    const types = readFileSync(`${emitted}/widget/src/${path}.d.ts`, 'utf8');
    write(path.split('/')[1] ?? '', withoutBuild(besideEachOther(types)));
  }
  // Ours are inferred from zod, which the package does without.
  write('reasons', `export type Reason = ${reasons.map((reason) => `'${reason}'`).join(' | ')};\n`);
  rmSync(emitted, { recursive: true });
}

/** All types lie in one folder. */
function besideEachOther(types: string): string {
  return types.replace(/from '\.{1,2}\/(?:.*\/)?([\w-]+)\.[jt]s'/g, "from './$1.js'");
}

/** What our build knows is no global of whoever imports the package. */
function withoutBuild(types: string): string {
  return types.replace(/ *(\/\*\*[^/]*\*\/)?\s*const __VERSION__: string;\n/, '');
}
