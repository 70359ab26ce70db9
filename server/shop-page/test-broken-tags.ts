import { type BrokenPage, tagAttributes } from './test-kit.ts';

/** Pages on which chat does not run, or not as it should: the tag, its settings, its server. */
export const brokenTags: BrokenPage[] = [
  ['no tag', 'tag-missing', /storefront-chat snippet/, ({ page }) => ({ body: page({ head: '' }) })],
  ['in a comment', 'tag-inactive', /comment marks/, ({ page, tag }) => ({ body: page({ head: `<!-- ${tag()} -->` }) })],
  [
    'in <noscript>',
    'tag-inactive',
    /out of <noscript>/,
    ({ page, tag }) => ({ body: page({ head: `<noscript>${tag()}</noscript>` }) }),
  ],
  [
    'in <template>',
    'tag-inactive',
    /out of <template>/,
    ({ page, tag }) => ({ body: page({ head: `<template>${tag()}</template>` }) }),
  ],
  [
    'escaped, to be read',
    'tag-inactive',
    /field for text/,
    ({ page, tag, noscript }) => ({
      body: page({ head: '', body: `${noscript}<p>${tag().replaceAll('<', '&lt;')}</p>` }),
    }),
  ],
  ['twice', 'tag-twice', /Leave one/, ({ page, tag }) => ({ body: page({ head: tag() + tag() }) })],
  [
    'by an app and by the theme',
    'tag-twice',
    /switch the app or plugin off/,
    ({ page, tag, shopFiles }) => ({ body: page({ head: tag() + shopFiles().block + shopFiles().loader }) }),
    ({ shopFiles }) => shopFiles().files,
  ],
  [
    'tags of two stores',
    'tag-two-stores',
    /take the others out/,
    ({ page, tag }) => ({ body: page({ head: tag() + tag(tagAttributes, 'coffee') }) }),
  ],
  [
    'put to sleep by an optimiser',
    'tag-asleep',
    /WP Rocket.*excluded JavaScript/,
    ({ page, tag }) => ({
      body: page({ head: tag(`${tagAttributes} type="rocketlazyloadscript"`).replace(' src=', ' data-rocket-src=') }),
    }),
  ],
  [
    'held back by a consent manager',
    'tag-asleep',
    /"necessary"/,
    ({ page, tag }) => ({
      body: page({ head: tag(`${tagAttributes} type="text/plain" data-cookieconsent="marketing"`) }),
    }),
  ],
  [
    'moved into a combined file',
    'tag-combined',
    /Exclude it/,
    ({ page }) => ({ body: page({ head: '<script src="/all.js"></script>' }) }),
    ({ ours }) => ({ '/all.js': { body: `var a=1;${ours.loader}` } }),
  ],
  [
    'a server that is away',
    'server-silent',
    /storefront-chat serve/,
    ({ page, tag, ours, awayUrl }) => ({ body: page({ head: tag().replace(ours.url, awayUrl), body: '' }) }),
  ],
  [
    'a server that is not ours',
    'server-foreign',
    /PUBLIC_URL/,
    ({ page, tag, shop, ours }) => ({
      body: page({ head: tag().replace(ours.url, `${shop.url}/elsewhere`), body: '' }),
    }),
  ],
  [
    'an unknown key',
    'key-unknown',
    /stores list/,
    ({ page, tag }) => ({ body: page({ head: tag(tagAttributes, 'cofee') }) }),
  ],
  [
    'the key of another store',
    'origin-refused',
    /stores set coffee --origins/,
    ({ page, tag }) => ({ body: page({ head: tag(tagAttributes, 'coffee') }) }),
  ],
  [
    'the shop’s loader without its settings',
    'settings-missing',
    /Save the settings/,
    ({ page, shopFiles }) => ({ body: page({ head: shopFiles().loader }) }),
    ({ shopFiles }) => shopFiles().files,
  ],
  [
    'settings after the loader',
    'settings-late',
    /before the loader/,
    ({ page, shopFiles }) => ({ body: page({ head: shopFiles().loader + shopFiles().block }) }),
    ({ shopFiles }) => shopFiles().files,
  ],
  [
    'settings that are cut off',
    'settings-broken',
    /empty the page cache/,
    ({ page, shopFiles }) => ({ body: page({ head: shopFiles().block.replace('}</', '</') + shopFiles().loader }) }),
    ({ shopFiles }) => shopFiles().files,
  ],
  [
    'settings of an address that is gone',
    'chunks',
    /"assets"/,
    ({ page, shopFiles, shop }) => ({
      body: page({ head: shopFiles(`${shop.url}/gone/*.js`).block + shopFiles().loader }),
    }),
    ({ shopFiles }) => shopFiles().files,
  ],
  [
    'a loader that is gone',
    'loader-gone',
    /again/,
    ({ page, shopFiles }) => ({ body: page({ head: shopFiles().block + shopFiles().loader }) }),
    ({ shopFiles }) => ({ ...shopFiles().files, '/files/storefront-chat.js': { status: 404 } }),
  ],
];
