import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import { expect, it } from 'vitest';
import { htmlSnippet, tagManagerSnippet } from './page-snippets.ts';
import type { ShopFacts, Snippet } from './snippet.ts';

const tea: ShopFacts = { server: 'https://chat.example', storeKey: 'tea', contactWords: 'Schrijf ons' };

interface Found {
  name: string;
  parent: string;
  attributes: Record<string, string>;
  text: string;
}

/** Every element of a page in whose body the code is pasted, as a browser without scripts reads it. */
function elementsOnPage(code: string | undefined): Found[] {
  const page = parse(`<!doctype html><html><head><title>Tea</title></head><body>\n${code}\n</body></html>`, {
    scriptingEnabled: false,
  });
  return below(page).filter(({ name }) => !['html', 'head', 'title', 'body'].includes(name));
}

function below(node: DefaultTreeAdapterTypes.ParentNode): Found[] {
  return node.childNodes.flatMap((child) => {
    if (!('tagName' in child)) return [];
    const text = child.childNodes.map((one) => ('value' in one ? one.value : '')).join('');
    const attributes = Object.fromEntries(child.attrs.map(({ name, value }) => [name, value]));
    return [{ name: child.tagName, parent: node.nodeName, attributes, text }, ...below(child)];
  });
}

const codeOf = ({ steps }: Snippet) => steps.find(({ code }) => code?.startsWith('<script'))?.code;

it('pastes exactly one script, and a link for browsers without scripts, into the body', () => {
  expect(elementsOnPage(codeOf(htmlSnippet(tea)))).toEqual([
    {
      name: 'script',
      parent: 'body',
      attributes: { async: '', crossorigin: 'anonymous', src: 'https://chat.example/w/tea.js' },
      text: '',
    },
    { name: 'noscript', parent: 'body', attributes: {}, text: '' },
    { name: 'a', parent: 'noscript', attributes: { href: 'https://chat.example/contact/tea' }, text: 'Schrijf ons' },
  ]);
});

it('names the address where the shop says who is signed in', () => {
  const [script] = elementsOnPage(codeOf(htmlSnippet({ ...tea, proof: '/chat-proof?shop=1&kind=a' })));
  expect(script?.attributes['data-proof']).toBe('/chat-proof?shop=1&kind=a');
});

it('lets nothing break out of its place, whatever the address of the server and the words are', () => {
  const hostile = {
    server: 'https://chat.example/"><script>alert(1)</script>',
    storeKey: '"><img src=x>',
    contactWords: 'Write & <b>ask</b> "us"',
  };
  const found = elementsOnPage(codeOf(htmlSnippet(hostile)));
  expect(found.map(({ name }) => name)).toEqual(['script', 'noscript', 'a']);
  expect(found[0]?.attributes.src).toBe(`${hostile.server}/w/%22%3E%3Cimg%20src%3Dx%3E.js`);
  expect(found[2]?.text).toBe(hostile.contactWords);
});

it('has a tag manager make the tag: one script, no handlers in attributes, and the JavaScript that it knows', () => {
  const made = tagManagerSnippet({ ...tea, proof: '/chat-proof' });
  const found = elementsOnPage(codeOf(made));
  expect(found).toMatchObject([{ name: 'script', attributes: {} }]);
  const tag = runIn(found[0]?.text ?? '');
  expect(tag).toEqual({
    async: true,
    crossOrigin: 'anonymous',
    src: 'https://chat.example/w/tea.js',
    'data-proof': '/chat-proof',
  });
  expect(found[0]?.text).not.toMatch(/=>|\b(const|let)\b|`/);
});

it('says what a tag manager costs before one takes it', () => {
  expect(tagManagerSnippet(tea).notes.join(' ')).toMatch(/comes late.*blocker.*no chat at all/s);
});

it('closes no script early in a tag manager', () => {
  const hostile = { ...tea, server: 'https://chat.example/</script><script>alert(1)//' };
  expect(elementsOnPage(codeOf(tagManagerSnippet(hostile)))).toHaveLength(1);
});

/** Runs it with as much of a document as it may need. @returns the tag that it put into the page */
function runIn(code: string): unknown {
  const tag: Record<string, unknown> = {};
  const element = Object.defineProperty(tag, 'setAttribute', {
    value: (name: string, value: string) => {
      tag[name] = value;
    },
  });
  let added: unknown;
  const document = { createElement: () => element, head: { appendChild: (node: unknown) => (added = node) } };
  new Function('document', code)(document);
  return added;
}
