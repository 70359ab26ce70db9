import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { maxAnalyticsDays } from '../contract/analytics.ts';
import { outcomeRetentionDays } from '../server/chat-outcomes/index.ts';
import { readRetentionDays } from '../server/config.ts';
import { stores } from '../server/stores/tables.ts';

const root = new URL('../', import.meta.url);
const document = readFileSync(new URL('docs/privacy.md', root), 'utf8');
const sources = sourcesOf('widget/src/');

/** What the SDK of Chatwoot writes beside us: none of our source names it. */
const ofChatwootAlone = ['cw_snooze_campaigns_till'];

it('names every cookie, database and key of storage that the widget has, and none that it has not', () => {
  const used = [...sources.values()].flatMap(namesIn);
  expect([...new Set([...used, ...ofChatwootAlone])].toSorted()).toEqual(documentedNames());
});

// A name may be made in ways that the test above cannot read. Whoever adds a file here names what it keeps in docs/privacy.md.
it('knows every file that keeps something in the browser', () => {
  const keeps = /\b(localStorage|sessionStorage|indexedDB|idb-keyval|document\.cookie|cookieStore|caches)\b/;
  const files = [...sources].flatMap(([file, code]) => (keeps.test(withoutComments(code)) ? file : []));
  expect(files.toSorted()).toEqual([
    'browser/marker.ts',
    'browser/records.ts',
    'consent/wp-consent.ts',
    'identity/epoch.ts',
    'identity/last-written.ts',
    'identity/period-store.ts',
    'sdk-bridge/chat-cookies.ts',
    'session/session-cookie.ts',
    'session/session-note.ts',
    'tracking/erasures.ts',
    'tracking/event-queue.ts',
    'tracking/visitor-id.ts',
  ]);
});

it('says for how long things are kept as they are kept', () => {
  const { submissions } = readRetentionDays({});
  expect(document).toContain(`\`RETENTION_DAYS\` is ${submissions} unless you change it`);
  expect(document).toContain(`${stores.eventRetentionDays.default} days, or what \`--event-retention-days\` says`);
  expect([maxAnalyticsDays, outcomeRetentionDays]).toEqual([400, 400]);
  expect(document).toContain('without anybody in them: 400 days');
  expect(sources.get('session/session-cookie.ts')).toContain(`max-age=${365 * 86_400}`);
  expect(sources.get('tracking/visitor-id.ts')).toContain('395 * 86_400_000');
});

it('gives a paragraph to paste in each of three languages, with the same facts', () => {
  const paragraphs = document.split(/^### (?:English|Deutsch|Nederlands)$/m).slice(1);
  expect(paragraphs).toHaveLength(3);
  for (const paragraph of paragraphs) {
    for (const fact of ['`cw_conversation`', '[30]', '[90]', 'Chatwoot']) expect(paragraph).toContain(fact);
    expect(paragraph.match(/\[/g)).toHaveLength(5);
  }
});

/** Code of the widget that ships, by its path. */
function sourcesOf(folder: string): Map<string, string> {
  const files = readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' });
  const shipped = files.filter((file) => /\.tsx?$/.test(file) && !/\.test\.|test-support|\.d\.ts$/.test(file));
  return new Map(shipped.map((file) => [file, readFileSync(new URL(folder + file, root), 'utf8')]));
}

/** As the document writes them: `storefront-chat:{store key}:visitor`. */
function namesIn(code: string): string[] {
  const all = (pattern: RegExp) => [...code.matchAll(pattern)].map(([, found = '']) => found);
  const ours = all(/`(storefront-chat:\$\{storeKey\}[^`]*)`/g).map((name) =>
    name.replace(/\$\{storeKey\}/, '{store key}').replace(/\$\{id\}/, '{page id}'),
  );
  const ofForms = all(/inlinePlace = '([^']+)'/g).map((place) => `storefront-chat:{store key}:${place}note`);
  const cookies = all(/'(cw_[a-z_]+)'/g).map((name) => name.replace(/_$/, '_{website token}'));
  return [...ours, ...ofForms, ...cookies];
}

function documentedNames(): string[] {
  const names = [...document.matchAll(/`((?:cw_|storefront-chat:)[^`]+)`/g)].map(([, name = '']) => name);
  return [...new Set(names)].toSorted();
}

function withoutComments(code: string): string {
  return code.replace(/\/\*.*?\*\/|^\s*\/\/[^\n]*$/gms, '');
}
