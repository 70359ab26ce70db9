import type { Page } from 'playwright-core';

/** Where they are under WooCommerce. */
export const settings = '/wp-admin/admin.php?page=storefront-chat';

/** @returns what WordPress then says */
export async function saveSettings(page: Page): Promise<string[]> {
  await page.getByRole('button', { name: 'Save Changes' }).click();
  // Not for the address: WordPress takes `settings-updated` out of it at once.
  await page.locator('.settings-error').first().waitFor();
  await page.waitForLoadState();
  return page.locator('.notice').allInnerTexts();
}
