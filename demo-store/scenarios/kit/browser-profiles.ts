import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Before all stories: one folder for all their browsers, which those that end with their process cannot clear away. */
export default function setUp() {
  const folder = mkdtempSync(join(tmpdir(), 'storefront-chat-browsers-'));
  process.env.BROWSER_PROFILES = folder;
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 500 });
}
