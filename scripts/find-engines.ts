import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** WebKitGTK: the driver that takes W3C WebDriver, the browser that it drives, and a screen for it. */
export interface FoundWebKit {
  driverPath: string;
  browserPath: string;
  /** Xvfb, a screen in memory. */
  screenPath: string;
}

/** What to do where an engine is not found. */
export const howToGet = {
  firefox: 'install firefox-esr, or set FIREFOX_PATH',
  webkit: 'install webkit2gtk-driver and xvfb, or set WEBKIT_DRIVER_PATH',
};

/**
 * The Firefox that `FIREFOX_PATH` names, else one on the PATH.
 * @throws Error when `FIREFOX_PATH` names something else than a program.
 */
export function findFirefox(): string | undefined {
  return named('FIREFOX_PATH') ?? onPath('firefox-esr', 'firefox');
}

/**
 * The driver that `WEBKIT_DRIVER_PATH` names, else one on the PATH, if its browser and Xvfb are there too.
 * @throws Error when `WEBKIT_DRIVER_PATH` names something else than a program.
 */
export function findWebKit(): FoundWebKit | undefined {
  const driverPath = named('WEBKIT_DRIVER_PATH') ?? onPath('WebKitWebDriver');
  const browserPath = driverPath && findMiniBrowser();
  const screenPath = onPath('Xvfb');
  return driverPath && browserPath && screenPath ? { driverPath, browserPath, screenPath } : undefined;
}

/** Distributions keep it away from the PATH, in a folder named after architecture and version. */
function findMiniBrowser(): string | undefined {
  const homes = ['/usr/lib', '/usr/lib64', '/usr/libexec'].filter((home) => existsSync(home));
  const folders = [...homes, ...homes.flatMap((home) => readdirSync(home).map((name) => join(home, name)))];
  return folders
    .flatMap((folder) => ['webkitgtk-6.0', 'webkit2gtk-4.1', 'webkit2gtk-4.0'].map((name) => join(folder, name)))
    .map((folder) => join(folder, 'MiniBrowser'))
    .find(isExecutable);
}

function named(variable: 'FIREFOX_PATH' | 'WEBKIT_DRIVER_PATH'): string | undefined {
  const path = process.env[variable];
  if (path && !isExecutable(path)) throw new Error(`${variable} names ${path}, which is not an executable file.`);
  return path || undefined;
}

function onPath(...names: string[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
