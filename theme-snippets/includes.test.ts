import { beforeAll, describe, expect, it } from 'vitest';
import { cases } from './test-support/cases.ts';
import { type Engine, engines } from './test-support/engines.ts';
import { expectedPage } from './test-support/expected-page.ts';
import { examplesOf, expectedExamples } from './test-support/read-me-examples.ts';
import { readPage } from './test-support/read-page.ts';

for (const engine of engines) {
  const { name, missing } = engine;
  if (!missing) describe(`the include for ${name}`, () => tryInclude(engine));
  else {
    it.skip(`the include for ${name}: left out, its engine is not here (Debian: ${missing})`);
    console.warn(
      `THE INCLUDE FOR ${name} WAS NOT TRIED: its engine is not here. Install ${missing} (Debian) to try it.`,
    );
  }
}

function tryInclude({ name, line, render }: Engine) {
  const examples = examplesOf(name);
  let pages: string[];
  let readMe: string[];
  beforeAll(async () => {
    const rendered = await render([...cases.map(({ values }) => ({ template: line, values })), ...examples]);
    pages = rendered.slice(0, cases.length);
    readMe = rendered.slice(cases.length);
  });

  it.each(cases.map((one, at) => [one.name, one, at] as const))('renders %s', (_, one, at) => {
    expect(readPage(pages[at] ?? '')).toEqual(expectedPage(one));
  });

  it('renders what its README shows', () => {
    expect(examples.length).toBeGreaterThan(1);
    expect(readMe.map(readPage)).toEqual(expectedExamples.slice(0, examples.length));
  });
}
