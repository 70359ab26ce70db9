import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { packageFile } from '../../server/package-file.ts';
import { engines as realEngines } from '../../theme-snippets/test-support/engines.ts';
import { readPage } from '../../theme-snippets/test-support/read-page.ts';
import { includeSnippet } from './include-snippet.ts';
import { engines } from './platforms.ts';

const tea = { server: 'https://chat.shop.example/sub', storeKey: 'tea-house', contactWords: 'Écrivez-nous' };

it('is there for every engine that has an include', () => {
  expect(realEngines.map(({ name }) => name).toSorted()).toEqual(engines.toSorted());
});

describe.each(realEngines)('the include for $name', ({ name, render, missing }) => {
  const engine = engines.find((one) => one === name) ?? 'liquid';

  it.skipIf(missing)(
    `is rendered as it is printed${missing ? `: left out, its engine is not here (Debian: ${missing})` : ''}`,
    async () => {
      const printed = [tea, { ...tea, proof: '/chat-proof?kind=chat' }].map((facts) => includeSnippet(engine, facts));
      const jobs = printed.map(({ steps }) => ({ template: steps.at(-1)?.code ?? '', values: {} }));
      const [guests, customers] = (await render(jobs)).map((page) => readPage(page).slice(1));
      const script = { async: '', crossorigin: 'anonymous', src: 'https://chat.shop.example/sub/w/tea-house.js' };
      const link = { element: 'a', attributes: { href: 'https://chat.shop.example/sub/contact/tea-house' } };
      const noscript = { element: 'noscript', attributes: {}, content: [{ ...link, content: ['Écrivez-nous'] }] };
      expect(guests).toEqual([{ element: 'script', attributes: script, content: [] }, noscript]);
      const withProof = { ...script, 'data-proof': '/chat-proof?kind=chat' };
      expect(customers).toEqual([{ element: 'script', attributes: withProof, content: [] }, noscript]);
    },
  );

  it('goes where its README says, and names files that ship, neither README nor tests among them', () => {
    const { files, steps } = includeSnippet(engine, tea);
    expect(steps.at(-1)?.text).toMatch(/before `<\/(body|head)>`/);
    expect(files.length).toBeGreaterThan(0);
    for (const { from, to } of files) {
      expect(existsSync(packageFile(from))).toBe(true);
      expect(to).not.toMatch(/README|\.test\./);
      expect(steps[0]?.text).toContain(to);
    }
  });
});
