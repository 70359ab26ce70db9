import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ShopPageReport } from './index.ts';
import { brokenPages } from './test-broken-pages.ts';
import { brokenTags } from './test-broken-tags.ts';
import { facts, type Pages, problemsOf, product, startPages } from './test-kit.ts';

let pages: Pages;

beforeAll(async () => {
  pages = await startPages();
});
afterAll(() => pages.stop());

function names({ findings }: ShopPageReport, wanted: string) {
  return findings.filter(({ state }) => state === wanted).map(({ check }) => check);
}

describe('a page with nothing wrong', () => {
  it('is healthy, with the tag', async () => {
    const report = await pages.examine({ body: pages.page() });
    expect(report).toMatchObject({
      storeKey: 'tea',
      server: pages.ours.url,
      selfTest: `${pages.shop.url}/mug?storefront-chat=debug`,
    });
    expect(names(report, 'ok')).toEqual([
      'page',
      'tag',
      'server',
      'origin',
      'policy',
      'identity',
      'page-facts',
      'noscript',
    ]);
    expect(report.findings.filter(({ state }) => state !== 'ok')).toEqual([]);
  });

  it('is healthy with the loader as a file of the shop, and a strict policy by nonce', async () => {
    const { block, loader, files } = pages.shopFiles();
    const fresh = () => {
      const nonce = crypto.randomUUID();
      const csp = `default-src 'none'; script-src 'nonce-${nonce}' 'strict-dynamic'; connect-src ${pages.ours.url}`;
      const withNonce = (html: string) => html.replace('<script', `<script nonce="${nonce}"`);
      const head = withNonce(block.replace('>', ' data-proof="/proof">')) + withNonce(loader);
      return { headers: { 'content-security-policy': csp }, body: pages.page({ head }) };
    };
    const secret = { '/proof': { status: 204, headers: { 'cache-control': 'no-store' } } };
    const report = await pages.examine(fresh, { ...files, ...secret });
    expect(report.findings.filter(({ state }) => state !== 'ok')).toEqual([]);
    expect(names(report, 'ok')).toContain('proof');
  });
});

describe('the doctor tells broken pages apart, and says what to do', () => {
  it.each([...brokenTags, ...brokenPages])('%s: %s', async (_, name, advice, page, more) => {
    const report = await pages.examine(page(pages), more?.(pages));
    const [found, ...others] = problemsOf(report);
    expect(found?.check).toBe(name);
    expect(others).toEqual([]);
    expect(`${found?.message} ${found?.advice}`).toMatch(advice);
    expect(JSON.stringify(report)).not.toMatch(/ana@mail|customer-42|0a0a0a|eyJ|utm=1/);
  });

  it('another server than the one of this environment: server-other', async () => {
    const report = await pages.examine({ body: pages.page() }, {}, 'https://chat.example');
    expect(problemsOf(report)).toMatchObject([
      { check: 'server-other', advice: expect.stringMatching(/Correct the address/) },
    ]);
  });
});

describe('what the doctor notes, and does not complain of', () => {
  it('a tag that the page waits for, and a missing contact link', async () => {
    const report = await pages.examine({ body: pages.page({ head: pages.tag(''), body: '' }) });
    expect(problemsOf(report)).toEqual([]);
    expect(names(report, 'note')).toEqual(['tag-attributes', 'noscript']);
  });

  it('a tag that a script of the page adds', async () => {
    const head = `<script>add("${pages.ours.url.replaceAll('/', '\\/')}\\/w\\/tea.js")</script>`;
    const report = await pages.examine({ body: pages.page({ head }) });
    expect(problemsOf(report)).toEqual([]);
    expect(report.storeKey).toBe('tea');
    expect(names(report, 'note')).toEqual(['tag-injected']);
  });

  it('policies that only report, Trusted Types, and a page that isolates itself', async () => {
    const headers = {
      'content-security-policy': "require-trusted-types-for 'script'",
      'content-security-policy-report-only': "script-src 'none'",
      'cross-origin-embedder-policy': 'require-corp',
    };
    const report = await pages.examine({ headers, body: pages.page() });
    expect(problemsOf(report)).toEqual([]);
    expect(names(report, 'note')).toEqual(['policy-types', 'policy-report', 'isolation']);
  });

  it('another script of the shop’s own at such an address', async () => {
    const head = `${pages.tag()}<script async src="/w/theme.js"></script>`;
    const report = await pages.examine({ body: pages.page({ head }) }, { '/w/theme.js': { body: 'theme()' } });
    expect(report.findings.filter(({ state }) => state !== 'ok')).toEqual([]);
  });

  it('words of other products, and pictures, that only look like somebody’s', async () => {
    const shown = { ...product, shippingCost: 5, product: { ...product.product, image: '/mug@2x.png' } };
    const others = `<script>analytics.identify('visitor-1'); Sentry.setUser({ id: 1 })</script>`;
    const report = await pages.examine({ body: pages.page({ body: pages.noscript + facts(shown) + others }) });
    expect(report.findings.filter(({ state }) => state !== 'ok')).toEqual([]);
  });

  it('where the shop sends visitors on to', async () => {
    const elsewhere = pages.shop.url.replace('127.0.0.1', 'localhost');
    const moved = { status: 301, headers: { location: `${elsewhere}/mugs` } };
    const report = await pages.examine(moved, { '/mugs': { body: pages.page() } });
    expect(names(report, 'note')).toContain('page-moved');
    expect(problemsOf(report)).toMatchObject([{ check: 'origin-refused' }]);
  });
});
