import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cachesAndOptimisers } from './caches-and-optimisers.ts';
import { chatOnPages } from './chat-on-pages.ts';
import { findWordPress, howToGetWordPress } from './find-wordpress.ts';
import { identity } from './identity.ts';
import { pageFacts } from './page-facts.ts';
import { removal } from './removal.ts';
import { settingsPage } from './settings-page.ts';
import { talkingToOthers } from './talking-to-others.ts';
import { testButton } from './test-button.ts';
import { startWordPressShop, type WordPressShop } from './wordpress-shop.ts';

const programs = findWordPress();

if (!programs) it.skip(`on WordPress: left out, there is none here (${howToGetWordPress})`);
else {
  // One WordPress for all stories, for starting it takes as long as three of them; the last take the plugin away.
  describe('on WordPress', () => {
    let shop: WordPressShop;
    const given = () => shop;
    beforeAll(async () => {
      shop = await startWordPressShop(programs);
    });
    afterAll(() => shop?.stop());

    describe('the settings page', () => settingsPage(given));
    describe('the test button says', () => testButton(given));
    describe('with others', () => talkingToOthers(given));
    describe('in the shop', () => {
      beforeAll(() => shop.connect());
      describe('pages', () => chatOnPages(given));
      describe('identity', () => identity(given));
      describe('what pages show', () => pageFacts(given));
      describe('caches and optimisers', () => cachesAndOptimisers(given));
    });
    describe('removal', () => removal(given));

    it('PHP and WordPress complain of nothing that they do not complain of by themselves', () => {
      const { before, wordpress } = shop;
      expect(wordpress.complaints().filter((complaint) => !before.complaints.includes(complaint))).toEqual([]);
    });
  });
}
