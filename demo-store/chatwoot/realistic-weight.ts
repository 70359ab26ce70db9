import { randomBytes } from 'node:crypto';

/**
 * Our widget is a few files of some kilobytes; that of a Chatwoot 4.14.0 is 430 kB in 15 files once a proxy has
 * compressed them (measured on a running one; uncompressed they are 1.92 MB). For measurements that compare page
 * weights the stand-in can carry the difference: files of noise that the widget's page loads before its app starts.
 * `realistic-weight.test.ts` adds up what a browser gets.
 */
export const realWeight = { bytes: 430_000, files: 15 };

/** Beside our own SDK, app and what the app imports. A real one has its styles in files, too. */
const scripts = 10;
const styles = 2;
const bytesPerFile = 30_600;

export const weightFileNames: readonly string[] = [
  ...Array.from({ length: styles }, (_, index) => `weight-${index}.css`),
  ...Array.from({ length: scripts }, (_, index) => `weight-${index}.js`),
];

/** One comment of noise: no proxy can compress it by more than a quarter, and a browser reads it in no time. */
export function weightFile(): string {
  const noise = randomBytes(bytesPerFile).toString('base64');
  return `/*${noise.slice(0, bytesPerFile - 4)}*/`;
}
