import { parseFragment, serialize } from 'parse5';
import { expect, it } from 'vitest';
import { renderBlock } from './test-support/render-block.ts';
import { shopPage } from './test-support/shop-pages.ts';

const page = shopPage('page');
const inEditor = { ...page, request: { ...page.request, design_mode: true } };
const render = async (settings: Record<string, unknown>, objects: object = page) =>
  (await renderBlock('contact-form', settings, { objects: { ...objects } })).replace(/\s+/g, ' ');

it('marks the place of the form, with an address until it is there', async () => {
  const html = await render({ heading: 'Contact', text: '<p>We answer by mail.</p>', email: 'hello@shop.example' });
  expect(html).toContain('<h2>Contact</h2> <p>We answer by mail.</p> <div data-storefront-chat="form">');
  expect(html).toContain('<a href="mailto:hello@shop.example">hello@shop.example</a>');
});

it('lets nothing out of its place', async () => {
  const hostile = `</a></h2>"><img src=x onerror=alert(1)>'`;
  const html = serialize(parseFragment(await render({ heading: hostile, email: hostile })));
  expect(html.match(/<\w+/g)).toEqual(['<div', '<h2', '<div', '<p', '<a']);
});

it('tells a manager what it needs, in the editor alone', async () => {
  expect(await render({}, inEditor)).toContain('under App embeds');
  expect(await render({})).not.toContain('App embeds');
});
