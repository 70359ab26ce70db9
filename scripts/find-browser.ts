import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface FoundBrowser {
  executablePath: string;
  /** Where it came from, for the line that tests print. */
  source: 'CHROMIUM_PATH' | 'system' | 'npm package';
  /** Environment that the browser needs besides the process's own. */
  env: Record<string, string>;
}

const cacheFolder = fileURLToPath(new URL('../.cache', import.meta.url));
const packagedFolder = join(cacheFolder, 'chromium-147');
const desktopNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
// The headless shell is the same engine without a desktop browser around it: it takes a third less of the processor.
const systemNames = ['chromium-headless-shell', ...desktopNames];

/** Flags that every test browser gets: no sandbox (CI runs as root) and no traffic of its own to the outside. */
export const browserArgs = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--disable-software-rasterizer',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Finds a Chromium for tests and screenshots: `CHROMIUM_PATH`, else one on the PATH, else the one that the
 * npm package `@sparticuz/chromium` carries, unpacked once into `.cache/`.
 * @throws Error with what to do, when none can be had (tests never skip the browser silently).
 */
export function findBrowser(): FoundBrowser {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (!isExecutable(named)) throw new Error(`CHROMIUM_PATH names ${named}, which is not an executable file.`);
    return { executablePath: named, source: 'CHROMIUM_PATH', env: {} };
  }
  return findOnPath(systemNames) ?? unpackPackaged();
}

/** A browser as shoppers have it: only that keeps pages in memory for the way back. Undefined: none is installed. */
export function findDesktopBrowser(): FoundBrowser | undefined {
  return process.env.CHROMIUM_PATH ? findBrowser() : findOnPath(desktopNames);
}

/** @param names the first that there is, in whatever folder */
function findOnPath(names: string[]): FoundBrowser | undefined {
  for (const name of names) {
    for (const folder of (process.env.PATH ?? '').split(delimiter)) {
      const candidate = join(folder, name);
      if (isExecutable(candidate)) return { executablePath: candidate, source: 'system', env: {} };
    }
  }
  return undefined;
}

function unpackPackaged(): FoundBrowser {
  if (process.platform !== 'linux') {
    throw new Error('No Chromium found. Install Chrome or Chromium, or set CHROMIUM_PATH to one.');
  }
  if (!existsSync(packagedFolder)) {
    mkdirSync(cacheFolder, { recursive: true });
    // Unpacked beside and renamed: two test runs that start together must not see half a browser.
    const fresh = mkdtempSync(join(cacheFolder, 'unpacking-'));
    const code = `const { default: chromium } = await import('@sparticuz/chromium'); await chromium.executablePath();`;
    execFileSync(process.execPath, ['--input-type=module', '-e', code], {
      cwd: fileURLToPath(new URL('..', import.meta.url)),
      // The package brings its own NSS when it believes to run on AWS Lambda; a fresh machine may have none.
      env: { ...process.env, TMPDIR: fresh, AWS_LAMBDA_JS_RUNTIME: 'nodejs20.x' },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    try {
      renameSync(fresh, packagedFolder);
    } catch {
      // Another run was faster; its copy is as good as ours.
      rmSync(fresh, { recursive: true, force: true });
    }
  }
  return {
    executablePath: join(packagedFolder, 'chromium'),
    source: 'npm package',
    env: { LD_LIBRARY_PATH: join(packagedFolder, 'al2023', 'lib') },
  };
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
