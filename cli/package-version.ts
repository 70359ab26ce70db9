import { readFileSync } from 'node:fs';
import { packageFile } from '../server/package-file.ts';

export function packageVersion(): string {
  return JSON.parse(readFileSync(packageFile('package.json'), 'utf8')).version;
}
