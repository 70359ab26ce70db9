import type { Page } from 'playwright-core';
import { shopperOn } from '../kit/scenario.ts';

/** The owner of a shop, who looks at the self-test on one of its pages. */
export function ownerOn(page: Page, shopUrl: string) {
  const overlay = page.locator('storefront-chat-self-test > section');
  const summary = overlay.getByRole('status');

  return {
    ...shopperOn(page),
    overlay,
    summary,
    /** Opens it; all has been looked at. */
    async visit(path = '/') {
      await page.goto(`${shopUrl}${path}?storefront-chat=debug`);
      await summary.filter({ hasNotText: 'Looking' }).waitFor();
    },
    async checkAgain() {
      await overlay.getByRole('button', { name: 'Check again' }).click();
      await summary.filter({ hasNotText: 'Looking' }).waitFor();
    },
    /** One line, as it is read: verdict, what was found, what to do. */
    async reads(label: string): Promise<string> {
      const line = overlay.getByRole('listitem').filter({ has: page.getByText(label, { exact: true }) });
      return (await line.locator('em, span, small').allTextContents()).join(' | ');
    },
    /** All that it says, as it is copied. */
    async copied(): Promise<string> {
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      await overlay.getByRole('button', { name: 'Copy as text' }).click();
      await overlay.getByRole('button', { name: 'Copied' }).waitFor();
      return page.evaluate(() => navigator.clipboard.readText());
    },
  };
}
