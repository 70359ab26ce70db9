import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expectNothingOf } from '../two-people/expect-nothing-of.ts';
import type { WordPressShop } from './wordpress-shop.ts';

export function cachesAndOptimisers(given: () => WordPressShop) {
  it('a cache that gives everybody the page of the first: each is still who they are, and who is nobody stays so', async () => {
    const { desk, newTab, wordpress } = given();
    const kept = join(wordpress.folder, 'wp-content/kept-pages');
    mkdirSync(kept);
    try {
      const first = await newTab();
      await first.logIn('ana');
      await first.visit('/product/teapot/');
      await first.chat('Ana, from a page made for her');
      const secrets = ['Ana, from a page made for her', await first.visitor()];

      const second = await newTab();
      await second.logIn('ben');
      const answer = await second.visit('/product/teapot/');
      expect(answer?.headers()['x-cache']).toBe('HIT');
      await second.chat('Ben, from a page made for Ana');
      const third = await newTab();
      await third.visit('/product/teapot/');
      await third.chat('Nobody, from a page made for Ana');
      await expectNothingOf(secrets, third);

      const ana = await desk.customerOf('Ana, from a page made for her');
      const ben = await desk.customerOf('Ben, from a page made for Ana');
      const nobody = await desk.writerOf('Nobody, from a page made for Ana');
      expect(nobody.isVerified).toBe(false);
      expect(new Set([ana, ben, nobody].map(({ contactId }) => contactId)).size).toBe(3);
      const pages = readdirSync(kept).map((name) => readFileSync(join(kept, name), 'utf8'));
      expect(pages).toHaveLength(1);
      expect(pages.join()).not.toMatch(/ana@|Ana Lopes/);
    } finally {
      rmSync(kept, { recursive: true });
    }
  });

  describe('an optimiser that heeds nobody', () => {
    it.each([
      ['takes all attributes off the script and defers it', 'defer'],
      ['moves all scripts into the head', 'head'],
      ['makes one file of all scripts', 'combine'],
      ['takes quotes and spaces out of the page', 'minify'],
    ])('%s: chat works, and knows who is signed in', async (_, optimiser) => {
      const { desk, newTab, setOption } = given();
      await setOption('rig_optimiser', optimiser);
      try {
        const shopper = await newTab();
        await shopper.logIn('ben');
        await shopper.visit('/product/mug/');
        await shopper.chat(`Through ${optimiser}`);
        await desk.customerOf(`Through ${optimiser}`);
      } finally {
        await setOption('rig_optimiser', '');
      }
    });

    it('holds all scripts back until somebody moves: then chat comes', async () => {
      const { newTab, setOption } = given();
      await setOption('rig_optimiser', 'delay');
      try {
        const shopper = await newTab();
        await shopper.visit('/product/mug/');
        await shopper.page.waitForTimeout(300);
        expect(await shopper.launcher.count()).toBe(0);
        await shopper.page.mouse.move(40, 40);
        await shopper.launcher.waitFor();
        await shopper.openBox();
        await shopper.box.waitFor();
      } finally {
        await setOption('rig_optimiser', '');
      }
    });
  });
}
