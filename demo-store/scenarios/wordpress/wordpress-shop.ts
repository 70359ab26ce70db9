import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { pluginFiles } from '../../../scripts/wordpress-plugin/plugin-files.ts';
import { type Scenario, startScenario } from '../kit/scenario.ts';
import { deskOf } from '../two-people/desk.ts';
import { tabOn } from '../two-people/one-computer.ts';
import { readDatabase } from './database-contents.ts';
import type { FoundWordPress } from './find-wordpress.ts';
import { startWordPress, type WordPress } from './start-wordpress.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** As WordPress knows our plugin. */
export const plugin = 'storefront-chat/storefront-chat.php';

export type WordPressShop = Awaited<ReturnType<typeof startWordPressShop>>;

/** A shop on WordPress beside the running demo, whose store is also its own. Our plugin is active there, and not yet connected. */
export async function startWordPressShop(programs: FoundWordPress) {
  const parts = await startBoth(programs);
  try {
    return await setUp(parts);
  } catch (error) {
    await stopBoth(parts);
    throw error;
  }
}

interface Parts {
  wordpress: WordPress;
  scenario: Scenario;
}

async function setUp({ wordpress, scenario }: Parts) {
  const { demo } = scenario;
  const desk = deskOf(demo);
  const origins = [demo.shopUrl, wordpress.url];
  await demo.changeStore({ origins });
  await desk.letChatBeFramedBy(origins);
  const identitySecret = await demo.rotateProofKey();
  const owner = await newTab();
  await looksAround(owner);
  /** Before our plugin was there: what WordPress complains of by itself, and what is in its database. */
  const before = { complaints: wordpress.complaints(), contents: await readDatabase(wordpress) };
  layOutPlugin(join(wordpress.folder, 'wp-content/plugins/storefront-chat'));
  await wordpress.run(`return activate_plugin('${plugin}');`);

  /** A browser that was never here, with what people see and do in its tab. */
  async function newTab(viewport?: { width: number; height: number }) {
    const page = await scenario.newShopper(viewport);
    return {
      ...tabOn(page, page.context()),
      visit: (path: string) => page.goto(wordpress.url + path),
      async logIn(name: Login) {
        const cookies = await logIn(wordpress.url, name);
        await page.context().addCookies(cookies.map((cookie) => ({ ...cookie, domain: 'localhost' })));
      },
      logOut: () => logOut(page, wordpress.url),
    };
  }

  return {
    wordpress,
    scenario,
    desk,
    /** What `storefront-chat identity rotate` would have printed. */
    identitySecret,
    /** Of the store's pages. */
    origins,
    before,
    /** The tab of an administrator. */
    owner,
    newTab,
    /** The page as it comes to a browser with these cookies. */
    async html(path: string, cookie = ''): Promise<string> {
      const answer = await fetch(wordpress.url + path, { headers: { cookie }, redirect: 'manual' });
      if (!answer.ok) throw new Error(`${path} answers ${answer.status}.`);
      return answer.text();
    },
    /** A session at the shop, for requests. */
    async cookieOf(name: Login): Promise<string> {
      const cookies = await logIn(wordpress.url, name);
      return cookies.map((cookie) => `${cookie.name}=${cookie.value}`).join('; ');
    },
    /** Sets an option of WordPress, as an administrator who saves some other page would. */
    setOption: (name: string, value: unknown) =>
      wordpress.run('update_option($given["name"], $given["value"]); return true;', { name, value }),
    /** What saving the settings page does. @param changes to what is right */
    connect: (changes: object = {}) =>
      wordpress.run(
        `update_option('storefront_chat', $given['options']);
        StorefrontChat\\Identity_Secret::store($given['secret']);
        return StorefrontChat\\Store_Settings::refresh();`,
        {
          options: { server: demo.serverUrl, store_key: 'demo', tracking: '1', ...changes },
          secret: identitySecret,
        },
      ),
    /** As it is just after activation. */
    disconnect: () =>
      wordpress.run(`foreach (['', '_secret', '_store'] as $end) delete_option("storefront_chat$end"); return true;`),
    stop: () => stopBoth({ wordpress, scenario }),
  };
}

/** Has WordPress do, and complain of, what it does without our plugin. */
async function looksAround({ logIn, visit }: { logIn(name: 'admin'): Promise<void>; visit(path: string): unknown }) {
  for (const path of ['/', '/wp-login.php']) await visit(path);
  await logIn('admin');
  for (const page of ['plugins.php', 'admin.php?page=woocommerce', 'options-general.php'])
    await visit(`/wp-admin/${page}`);
}

/** Whichever cannot start takes the other with it. */
async function startBoth(programs: FoundWordPress): Promise<Parts> {
  const [wordpress, scenario] = await Promise.allSettled([startWordPress(programs), startScenario({ tracking: true })]);
  if (wordpress.status === 'fulfilled' && scenario.status === 'fulfilled') {
    return { wordpress: wordpress.value, scenario: scenario.value };
  }
  for (const one of [wordpress, scenario]) if (one.status === 'fulfilled') await one.value.stop();
  throw [wordpress, scenario].find((one) => one.status === 'rejected')?.reason;
}

async function stopBoth({ wordpress, scenario }: Parts) {
  await scenario.stop();
  await wordpress.stop();
}

/** As its zip would be unpacked. */
function layOutPlugin(folder: string) {
  for (const [path, content] of pluginFiles(root)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

type Login = 'admin' | 'ana' | 'ben';

/** By what WordPress's own form sends. @returns the cookies of a session, for all of its paths */
async function logIn(url: string, name: Login) {
  const body = new URLSearchParams({ log: name, pwd: `${name} of tests` });
  const answer = await fetch(`${url}/wp-login.php`, { method: 'POST', body, redirect: 'manual' });
  // A form that is shown again says what was wrong.
  if (answer.status !== 302) throw new Error(`${name} cannot log in.`);
  return answer.headers.getSetCookie().map((set) => {
    const [, cookie = '', value = '', path = '/'] = /^([^=]+)=([^;]*).*?path=([^;]*)/.exec(set) ?? [];
    return { name: cookie, value, path };
  });
}

/** By what a page offers: WordPress asks whether one is sure. */
async function logOut(page: Page, url: string) {
  await page.goto(`${url}/wp-login.php?action=logout`);
  await page.getByRole('link', { name: 'log out' }).click();
  await page.waitForURL(/loggedout=true/);
}
