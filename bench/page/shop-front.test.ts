import { expect, it } from 'vitest';
import { editPage } from './shop-front.ts';
import { variants } from './variants.ts';

const tag = '<script async crossorigin="anonymous" src="http://127.0.0.1:4001/w/demo.js"></script>';
const page = `<html><head>${tag}</head><body><h1>Duna teapot</h1></body></html>`;
const snippet = `<script>var price = '$&'; load('sdk.js');</script>`;

it('leaves our tag where it is, or takes exactly it away', () => {
  expect(editPage(page, variants.ours.edit(snippet))).toBe(page);
  expect(editPage(page, variants.none.edit(snippet))).toBe(page.replace(tag, ''));
});

it('puts Chatwoot’s snippet in its place, letter by letter', () => {
  expect(editPage(page, variants.official.edit(snippet))).toBe(
    `<html><head></head><body><h1>Duna teapot</h1>${snippet}</body></html>`,
  );
});

it('runs that snippet behind the facade’s button only', () => {
  const html = editPage(page, variants.facade.edit(snippet));
  expect(html).toContain(`onclick = function (event)`);
  expect(html.indexOf(`load('sdk.js')`)).toBeGreaterThan(html.indexOf('onclick'));
});

it('says so when a page has no tag, instead of measuring the wrong thing', () => {
  expect(() => editPage('<html></html>', variants.none.edit(snippet))).toThrow('no tag of ours');
});
