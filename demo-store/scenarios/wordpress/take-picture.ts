import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

const folder = fileURLToPath(new URL('../../../docs/screenshots/', import.meta.url));

/** For the documents, of a page or a part of it: only when WORDPRESS_PICTURES is set. */
export async function takePicture(page: Page, name: string, part?: string): Promise<void> {
  if (!process.env.WORDPRESS_PICTURES) return;
  const before = page.viewportSize();
  // High enough for bars that stay in view to be out of the picture.
  if (before && before.width > 1000) await page.setViewportSize({ width: 960, height: 1500 });
  await page.evaluate(() => scrollTo(0, 0));
  await (part ? page.locator(part) : page).screenshot({ path: folder + name });
  if (before) await page.setViewportSize(before);
}
