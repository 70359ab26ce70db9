import { readFileSync, writeFileSync } from 'node:fs';

const begin = /<!-- figures: written by npm run [\w:]+ -->/;
const end = '<!-- end of figures -->';

/**
 * Puts the report between the two marks of a Markdown file; what people wrote around them stays.
 * @throws Error that says what is missing.
 */
export function writeFigures(file: string, report: string): void {
  const text = readFileSync(file, 'utf8');
  const mark = begin.exec(text);
  const to = text.indexOf(end);
  if (!mark || to < mark.index) {
    throw new Error(`${file} needs the lines "<!-- figures: written by npm run … -->" and "${end}", in this order.`);
  }
  writeFileSync(file, `${text.slice(0, mark.index + mark[0].length)}\n\n${report}\n${text.slice(to)}`);
}
