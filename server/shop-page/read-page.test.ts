import { expect, it } from 'vitest';
import { readPage } from './read-page.ts';

const script = '<script src="a.js"></script>';

it.each([
  ['page', `<p>${script}</p>`],
  ['page', `<title>a</title>${script}`],
  ['comment', `<!-- ${script} -->`],
  ['comment', `<!--[if lt IE 9]>${script}<![endif]-->`],
  ['noscript', `<noscript>${script}</noscript>`],
  ['template', `<template><div>${script}</div></template>`],
  ['text', `<p>${script.replaceAll('<', '&lt;')}</p>`],
  ['text', `<textarea>${script}</textarea>`],
])('finds a script in a %s: %s', (place, html) => {
  expect(readPage(`<!doctype html>\n\n${html}`).scripts).toMatchObject([
    { place, attributes: { src: 'a.js' }, line: 3 },
  ]);
});

it('takes no script of a string in a script for one', () => {
  expect(readPage(`<script>x = '<script src="b.js"><\\/script>'</script>`).scripts).toHaveLength(1);
});

it('counts policies of the head alone', () => {
  const meta = '<meta http-equiv="Content-Security-Policy" content="default-src *">';
  const { metas } = readPage(`<head>${meta}</head><body>${meta}</body>`);
  expect(metas).toMatchObject([{ httpEquiv: 'content-security-policy', content: 'default-src *' }]);
});

it('reads links for those without scripts, and says which stand in the head', () => {
  const link = '<noscript><a href="/contact/tea">Write</a></noscript>';
  const links = readPage(`<head>${link}</head><body><a href="/else">Else</a>${link}</body>`).noscriptLinks;
  expect(links).toEqual([
    { href: '/contact/tea', isInHead: true },
    { href: '/contact/tea', isInHead: false },
  ]);
});
