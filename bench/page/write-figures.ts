import { readFileSync, writeFileSync } from 'node:fs';

const begin = '<!-- figures: written by npm run bench:page -->';
const end = '<!-- end of figures -->';

/**
 * Puts the report between the two marks of a Markdown file; what people wrote around them stays.
 * @throws Error that says what is missing.
 */
export function writeFigures(file: string, report: string): void {
  const text = readFileSync(file, 'utf8');
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from === -1 || to < from) throw new Error(`${file} needs the lines "${begin}" and "${end}", in this order.`);
  writeFileSync(file, `${text.slice(0, from + begin.length)}\n\n${report}\n${text.slice(to)}`);
}
