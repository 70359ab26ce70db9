import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { packageFile } from '../../../server/package-file.ts';
import { type Scenario, startScenario } from '../kit/scenario.ts';
import { shoppingOn } from '../kit/shopping.ts';

let scenario: Scenario;
beforeAll(async () => {
  scenario = await startScenario({ tracking: true });
});
afterAll(() => scenario.stop());

it('keeps at each moment what docs/privacy.md says, and asks only whom it says', async () => {
  const { demo, agent } = scenario;
  const page = await scenario.newShopper();
  const shopper = shoppingOn(page, demo);
  const asked = hostsAskedBy(page);
  const told = partsToldTo(demo.serverUrl, page);
  const kept = async () => Object.values(await shopper.kept()).flatMap((names) => names.filter(isOurs));

  await shopper.visit('/products/duna-teapot');
  await shopper.settles();
  expect(await kept()).toEqual([]);
  await shopper.answer('Allow all');
  await expect.poll(kept).toEqual(named('visitor', 'events'));
  await shopper.settles();
  expect(asked).toEqual(new Set([demo.shopUrl, demo.serverUrl]));

  await shopper.openBox();
  await shopper.write('Does this keep warm?');
  await agent.sees('Does this keep warm?');
  const ofChat = ['cw_conversation', 'storefront-chat:demo', ...named('session', 'written')];
  await expect.poll(kept).toEqual(expect.arrayContaining(ofChat));
  expect(asked).toEqual(new Set([demo.shopUrl, demo.serverUrl, demo.chatwootUrl]));

  await shopper.visit('/login');
  await page.getByRole('button', { name: 'Log in as Jane Whitcombe' }).click();
  await expect.poll(kept).toEqual(expect.arrayContaining(named('epoch', 'person', 'salt')));
  for (const name of await kept()) expect(documentedNames()).toContain(name);
  expect(told).toContain('submissions text');
  for (const part of told) expect(documentedParts).toContain(part);
});

const named = (...ends: string[]) => ends.map((end) => `storefront-chat:demo:${end}`);

/** The shop has some of its own. */
const isOurs = (name: string) => /^(cw_|storefront-chat)/.test(name);

/** Origins, as they come to be asked. */
function hostsAskedBy(page: Page): Set<string> {
  const asked = new Set<string>();
  page.on('request', (request) => asked.add(new URL(request.url()).origin));
  return asked;
}

/** What the column "What is sent" says in words: the parts of each question to our server. */
const documentedParts = Object.entries({
  'chat-sessions': 'requestId locale page visitorToken claimSecret verifier jwt',
  claimed: 'claimSecret',
  'chat-outcomes': 'outcome ms',
  submissions:
    'text page locale writtenAt contact answers consent formVersion reason cart checks requestId sequence visitorToken claimHash',
  events: 'events consent visitorId requestId sentAt',
}).flatMap(([kind, parts]) => parts.split(' ').map((part) => `${kind} ${part}`));

function partsToldTo(server: string, page: Page): Set<string> {
  const told = new Set<string>();
  page.on('request', (request) => {
    if (request.method() !== 'POST' || !request.url().startsWith(server)) return;
    const kind = request.url().split('/').at(-1);
    for (const part of Object.keys(request.postDataJSON())) told.add(`${kind} ${part}`);
  });
  return told;
}

function documentedNames(): string[] {
  const text = readFileSync(packageFile('docs/privacy.md'), 'utf8');
  return [...text.matchAll(/^\| `([^`]+)` \|/gm)].map(([, name = '']) => name.replace('{store key}', 'demo'));
}
