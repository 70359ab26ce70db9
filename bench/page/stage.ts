import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { startChatwoot } from '../../demo-store/chatwoot/start-chatwoot.ts';
import { readDemoConfig } from '../../demo-store/demo-config.ts';
import { type RunningDemo, startDemo } from '../../demo-store/start-demo.ts';
import { type AccountClient, createAccountClient } from '../../server/chatwoot/index.ts';
import { startShopFront } from './shop-front.ts';
import { createUndoList, type UndoList } from './undo-list.ts';
import { type VariantName, variants } from './variants.ts';

export interface Stage {
  /** The product page. */
  pageUrl: string;
  /** For the browser's proxy: who answers for whom, with the shop's front for this variant in the shop's place. */
  routes(name: VariantName): Map<string, string>;
  /** Contacts that Chatwoot has made since this was last called. */
  contactsMade(): Promise<number>;
  /** Which one it is, in words. */
  chatwoot: string;
  stop(): Promise<void>;
}

const product = '/products/duna-teapot';

/**
 * Starts the demo, with a shop front for each variant. Chatwoot is the one in `CHATWOOT_URL`, or a stand-in that weighs
 * what a real one does.
 * @throws Error that says what to do: Chatwoot refuses, its inbox has no snippet.
 */
export async function startStage(env: NodeJS.ProcessEnv): Promise<Stage> {
  const dataDir = mkdtempSync(join(tmpdir(), 'storefront-chat-bench-'));
  const undo = createUndoList();
  undo.add(() => rmSync(dataDir, { recursive: true, force: true }));
  try {
    const standIn = env.CHATWOOT_URL ? {} : await startHeavyStandIn(undo);
    const ports = { SHOP_PORT: '0', PORT: '0', CHATWOOT_PORT: '0' };
    const demo = await startDemo(readDemoConfig({ ...env, ...standIn, ...ports, DATA_DIR: dataDir }));
    undo.add(demo.stop);
    const fronts = await startFronts(demo, undo);
    const account = createAccountClient({ baseUrl: demo.chatwootUrl, ...demo.chatwootAccount });
    const version = await account.version();
    return {
      pageUrl: demo.shopUrl + product,
      routes: (name) => routesOf(demo, fronts[name]),
      contactsMade: countContacts(account),
      chatwoot: env.CHATWOOT_URL ? `a Chatwoot ${version}` : 'the Chatwoot stand-in, as heavy as a real one',
      stop: undo.run,
    };
  } catch (error) {
    await undo.run();
    throw error;
  }
}

function routesOf({ shopUrl, serverUrl, chatwootUrl }: RunningDemo, front: string): Map<string, string> {
  const [shop, server, chatwoot] = [new URL(shopUrl).host, new URL(serverUrl).host, new URL(chatwootUrl).host];
  return new Map([
    [shop, front],
    [server, server],
    [chatwoot, chatwoot],
  ]);
}

async function startHeavyStandIn(undo: UndoList) {
  const platformToken = randomBytes(24).toString('base64url');
  const chatwoot = await startChatwoot({
    port: 0,
    publicUrl: 'http://chatwoot.invalid',
    platformToken,
    browserFiles: fileURLToPath(new URL('../../dist/browser/demo', import.meta.url)),
    realisticWeight: true,
  });
  undo.add(chatwoot.stop);
  return { CHATWOOT_URL: chatwoot.url, CHATWOOT_PLATFORM_TOKEN: platformToken };
}

async function startFronts(demo: RunningDemo, undo: UndoList): Promise<Record<VariantName, string>> {
  const snippet = await readSnippet(demo);
  const start = async (name: VariantName) => {
    const front = await startShopFront(demo.shopUrl, variants[name].edit(snippet));
    undo.add(front.stop);
    return front.host;
  };
  return {
    none: await start('none'),
    ours: await start('ours'),
    official: await start('official'),
    facade: await start('facade'),
  };
}

const settingsSchema = z.object({ chatwoot: z.object({ websiteToken: z.string() }) });
const inboxesSchema = z.object({
  payload: z.array(z.object({ website_token: z.string().nullish(), web_widget_script: z.string().nullish() })),
});

/**
 * The snippet as Chatwoot prints it for the store's inbox. Only its address is changed, to the one where the demo's
 * pages reach this Chatwoot: our tag and the snippet go the same way.
 */
async function readSnippet({ serverUrl, chatwootUrl, chatwootAccount: { accountId, token } }: RunningDemo) {
  const settings = settingsSchema.parse(await readJson(`${serverUrl}/v1/stores/demo/settings`));
  const inboxesUrl = `${chatwootUrl}/api/v1/accounts/${accountId}/inboxes`;
  const { payload } = inboxesSchema.parse(await readJson(inboxesUrl, { 'api-access-token': token }));
  const inbox = payload.find(({ website_token }) => website_token === settings.chatwoot.websiteToken);
  const address = /https?:\/\/[^'"/]+/.exec(inbox?.web_widget_script ?? '')?.[0];
  if (!inbox?.web_widget_script || !address) {
    throw new Error('Chatwoot prints no snippet with its address for the inbox of the demo: set its FRONTEND_URL.');
  }
  return inbox.web_widget_script.replaceAll(address, chatwootUrl);
}

async function readJson(url: string, headers: Record<string, string> = {}): Promise<unknown> {
  const answer = await fetch(url, { headers });
  if (!answer.ok) throw new Error(`${new URL(url).pathname} answered ${answer.status}.`);
  return answer.json();
}

/** Visitors without an address are in none of Chatwoot's lists; but its ids count up, so a contact of ours tells. */
function countContacts({ contacts }: AccountClient): () => Promise<number> {
  let last = 0;
  return async () => {
    const { contact } = await contacts.create({ name: 'storefront-chat bench' });
    await contacts.delete(contact.id);
    const made = contact.id - last - 1;
    last = contact.id;
    return made;
  };
}
