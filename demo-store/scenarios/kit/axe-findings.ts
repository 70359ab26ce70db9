import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const path = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

interface Finding {
  id: string;
  nodes: { html: string }[];
}

/** What axe finds in this part of the page, by the rules of WCAG 2.2 AA. @param selector of the part */
export async function axeFindings(page: Page, selector: string): Promise<string[]> {
  await page.addScriptTag({ path });
  return page.evaluate(async (part) => {
    const { axe } = window as unknown as {
      axe: { run(context: unknown, options: unknown): Promise<{ violations: Finding[] }> };
    };
    const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const options = { runOnly: rules, rules: { region: { enabled: false } } };
    const { violations } = await axe.run({ include: [[part]] }, options);
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`));
  }, selector);
}
