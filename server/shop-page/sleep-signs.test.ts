import { expect, it } from 'vitest';
import { findTags } from './find-tags.ts';
import { readPage } from './read-page.ts';
import { sleepSign } from './sleep-signs.ts';

const src = 'https://chat.example/w/tea.js';
const page = new URL('https://shop.example/');

/** As each writes it into the page. */
it.each<[who: string, markup: string]>([
  ['WP Rocket', `<script type="rocketlazyloadscript" async data-rocket-src="${src}"></script>`],
  ['Cloudflare Rocket Loader', `<script type="text/rocketscript" data-rocketsrc="${src}"></script>`],
  ['Cloudflare Rocket Loader', `<script async src="${src}" type="4f9ae52a1b6e5f2e0c1d8b7a-text/javascript"></script>`],
  ['LiteSpeed Cache', `<script data-optimized="1" type="litespeed/javascript" data-src="${src}"></script>`],
  ['Perfmatters', `<script type="pmdelayedscript" data-perfmatters-type="text/javascript" src="${src}"></script>`],
  ['Perfmatters', `<script async data-pmdelayedscript="${src}"></script>`],
  ['WP Meteor', `<script type="javascript/blocked" data-wpmeteor-src="${src}"></script>`],
  ['Hummingbird', `<script type="wphb-delay-type" src="${src}"></script>`],
  ['NitroPack', `<script type="nitropack/inlinescript" nitro-delay-src="${src}"></script>`],
  ['Flying Scripts', `<script data-type="lazy" data-src="${src}"></script>`],
  ['the PageSpeed module', `<script type="text/psajs" data-pagespeed-orig-src="${src}"></script>`],
  ['Partytown', `<script type="text/partytown" src="${src}"></script>`],
  ['Cookiebot', `<script type="text/plain" data-cookieconsent="statistics" src="${src}"></script>`],
  ['CookieYes', `<script type="text/plain" data-cookieyes="cookieyes-functional" src="${src}"></script>`],
  ['Complianz', `<script type="text/plain" data-service="chat" class="cmplz-script" data-cmplz-src="${src}"></script>`],
  ['OneTrust', `<script type="text/plain" class="optanon-category-C0003" src="${src}"></script>`],
  ['iubenda', `<script type="text/plain" class="_iub_cs_activate" suppressedsrc="${src}"></script>`],
  ['Usercentrics', `<script type="text/plain" data-usercentrics="Chat" src="${src}"></script>`],
  ['Borlabs Cookie', `<script type="text/template" data-borlabs-cookie-script-blocker-src="${src}"></script>`],
  ['Real Cookie Banner', `<script consent-required="7" consent-original-src-_="${src}"></script>`],
  ['consentmanager', `<script type="text/plain" class="cmplazyload" data-cmp-src="${src}"></script>`],
  ['CookieFirst', `<script type="text/plain" data-cookiefirst-category="functional" src="${src}"></script>`],
  ['Didomi', `<script type="didomi/javascript" data-vendor="c:chat" src="${src}"></script>`],
  ['Termly', `<script type="text/plain" data-categories="essential" src="${src}"></script>`],
  ['a consent manager', `<script type="text/cookieconsent" src="${src}"></script>`],
  ['something on the way to the browser', `<script type="text/later" src="${src}"></script>`],
])('%s put to sleep: %s', (who, markup) => {
  const [tag, ...others] = findTags(readPage(markup).scripts, page);
  expect(others).toEqual([]);
  expect(tag).toMatchObject({ isRunning: false, storeKey: 'tea', server: 'https://chat.example' });
  const sign = tag && sleepSign(tag.script);
  expect(sign?.who).toBe(who);
  expect(sign?.cure).toMatch(/\.$/);
});

it.each([
  `<script async src="${src}"></script>`,
  `<script src="${src}" type="text/javascript" data-cfasync="false"></script>`,
  `<script src="${src}" type=" Application/JavaScript "></script>`,
  `<script src="/sub/../w/tea.js" type="module" data-cookieconsent="ignore"></script>`,
])('awake: %s', (markup) => {
  expect(findTags(readPage(markup).scripts, page)).toMatchObject([{ isRunning: true, storeKey: 'tea' }]);
});

it.each([
  '<script src="/theme.js"></script>',
  '<script src="https://shop.example/w/a/b.js"></script>',
  '<script src="javascript:/w/tea.js"></script>',
  '<link href="https://chat.example/w/tea.js" rel="preload">',
])('none of ours: %s', (markup) => {
  expect(findTags(readPage(markup).scripts, page)).toEqual([]);
});
