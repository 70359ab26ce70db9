import { readdirSync, readFileSync } from 'node:fs';
import { packageFile } from '../../server/package-file.ts';
import type { Engine } from './platforms.ts';
import type { ShopFacts, Snippet, SnippetFile, Step } from './snippet.ts';

/** A template engine: files of ours to copy, and the call of them, in the words of the include's own README. */
export function includeSnippet(engine: Engine, facts: ShopFacts): Snippet {
  const folder = `theme-snippets/${engine}`;
  const files = includeFiles(folder);
  const names = files.map(({ to }) => to).join(', ');
  return {
    platform: engine,
    steps: [
      { text: `Take ${names} from ${folder} of this package, or have them copied: --out YOUR-FOLDER.` },
      ...readSteps(folder).map((step) => fillExample(step, facts)),
    ],
    nonce: 'into the include, as its value nonce',
    notes: [`${folder}/README.md has the other values, what the page shows among them.`],
    remove: 'Take the call out of the layout, then delete the files.',
    files,
  };
}

/** All that a shop needs of a folder: no README, no tests. */
function includeFiles(folder: string): SnippetFile[] {
  const entries = readdirSync(packageFile(`${folder}/`), { withFileTypes: true });
  const names = entries.flatMap((entry) => (entry.isFile() ? entry.name : []));
  const needed = names.filter((name) => !/^README|\.test\.ts$/.test(name));
  return needed.sort().map((name) => ({ from: `${folder}/${name}`, to: name }));
}

/** Server and key as any of the engines writes them: `server: '…', store_key: '…'`, `'server' => "…"`, `server="…"`. */
const examplePair =
  /(?<open>['"]?)server(?<is>['"]?\s*(?:=>|[=:])\s*)(?<quote>['"])https:\/\/chat\.example\.com\k<quote>(?<between>,?\s+)\k<open>store_key\k<is>\k<quote>[\w-]+\k<quote>/;

/**
 * What the README says up to its first call of the include, which its tests render.
 * @throws Error when there is none: the package is not whole
 */
function readSteps(folder: string): Step[] {
  const readme = readFileSync(packageFile(`${folder}/README.md`), 'utf8').replace(/^# .*$/m, '');
  const steps: Step[] = [];
  for (const [, words = '', code = ''] of readme.matchAll(/(.*?)^```\w*\n(.*?)\n```$/gms)) {
    steps.push({ text: words.trim().replace(/(?<!\n)\n(?!\n)/g, ' '), code });
    if (examplePair.test(code)) return steps;
  }
  throw new Error(`${folder}/README.md has no example with server and store_key.`);
}

/** Puts this shop's values in the place of those of the example, written as the example writes them. */
function fillExample({ text, code = '' }: Step, { server, storeKey, proof, contactWords }: ShopFacts): Step {
  const values = Object.entries({ server, store_key: storeKey, proof, contact: contactWords });
  const filled = code.replace(examplePair, (...found) => {
    const { open, is, quote, between }: Record<string, string> = found.at(-1);
    const given = values.filter(([, value]) => value !== undefined);
    return given.map(([name, value]) => `${open}${name}${is}${quote}${value}${quote}`).join(between);
  });
  return { text, code: filled };
}
